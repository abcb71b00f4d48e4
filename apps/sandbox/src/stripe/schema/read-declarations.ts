import { fileURLToPath } from "node:url";
import ts from "typescript-api";
import type { Schema, SchemaBook } from "./schema.ts";

const TABLES = fileURLToPath(new URL("./stripe-types.ts", import.meta.url));

/**
 * Reads the tables in `stripe-types.ts` and every declaration of the `stripe` package they lead to. Kinds of object that the sandbox never emits
 * are left out wherever they could stand. Payment methods other than cards are left out: the sandbox neither takes nor emits them.
 */
export function readDeclarations(): SchemaBook {
  const program = ts.createProgram([TABLES], {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    types: ["node"],
  });
  return new DeclarationReader(program).read();
}

class DeclarationReader {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #definitions: Record<string, Schema> = {};
  readonly #names = new Map<ts.Type, string>();
  readonly #byContent = new Map<string, string>();
  #emitted = new Set<ts.Type>();
  #otherMethods = new Set<string>();

  constructor(program: ts.Program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  read(): SchemaBook {
    const objects = this.#table("ObjectTypes");
    this.#emitted = new Set(objects.map(([, type]) => type));
    this.#otherMethods = this.#methodNames(objects);
    const shapes = (entries: readonly [string, ts.Type][]) =>
      Object.fromEntries(entries.map(([name, type]) => [name, this.#schema(type)]));
    return { objects: shapes(objects), requests: shapes(this.#table("RequestTypes")), definitions: this.#definitions };
  }

  #table(name: string): [string, ts.Type][] {
    const file = this.#program.getSourceFile(TABLES);
    const declaration = file?.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
    if (declaration === undefined) throw new Error(`There is no table ${name}.`);
    const table = this.#checker.getTypeAtLocation(declaration);
    return table.getProperties().map((property) => [property.name, this.#checker.getTypeOfSymbol(property)]);
  }

  /** The names a payment method's `type` can have, except the card's. */
  #methodNames(objects: readonly [string, ts.Type][]): Set<string> {
    const method = objects.find(([kind]) => kind === "payment_method")?.[1];
    const type = method?.getProperty("type");
    if (type === undefined) throw new Error("Payment methods have no type.");
    const union = this.#checker.getTypeOfSymbol(type);
    const members = union.isUnion() ? union.types : [union];
    const names = members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
    return new Set([...names, "us_domestic_wire", "interac_present"].filter((name) => name !== "card"));
  }

  #schema(type: ts.Type): Schema {
    if (type.isUnion()) return this.#union(type.types);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] };
    const { flags } = type;
    if (flags & ts.TypeFlags.BooleanLiteral) return { enum: [this.#checker.typeToString(type) === "true"] };
    if (flags & ts.TypeFlags.Null) return { type: "null" };
    if (flags & ts.TypeFlags.String) return { type: "string" };
    if (flags & ts.TypeFlags.Number) return { type: "number" };
    if (flags & ts.TypeFlags.BigInt) return { type: "string" };
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (this.#isOpenString(type)) return { type: "string" };
    if (this.#checker.isArrayType(type)) return { type: "array", items: this.#schema(this.#argument(type)) };
    return this.#object(type);
  }

  /** `OtherString` keeps the SDK's enums open for versions to come; for the pinned version they are closed. */
  #union(members: readonly ts.Type[]): Schema {
    const defined = members.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
    const isEnum = defined.some((member) => member.isStringLiteral());
    const kept = defined.filter((member) => !(isEnum && this.#isOpenString(member)) && this.#isNeeded(member));
    const schemas = kept.map((member) => this.#schema(member));
    const values = schemas.flatMap((schema) => schema.enum ?? []);
    const others = schemas.filter((schema) => schema.enum === undefined);
    const choices: Schema[] = [...(values.length > 0 ? [{ enum: values }] : []), ...others];
    if (choices.length === 1 && choices[0] !== undefined) return choices[0];
    return { anyOf: choices };
  }

  /** Objects of the processor that the sandbox does not emit never appear, neither beside an id nor alone. */
  #isNeeded(member: ts.Type): boolean {
    const isNamedObject = member.getProperty("object") !== undefined && member.getProperty("id") !== undefined;
    return !isNamedObject || this.#emitted.has(member);
  }

  #isOpenString(type: ts.Type): boolean {
    return type.isIntersection() && type.types.some((member) => member.flags & ts.TypeFlags.String);
  }

  #argument(type: ts.Type): ts.Type {
    const reference = isReference(type) ? this.#checker.getTypeArguments(type)[0] : undefined;
    if (reference === undefined) throw new Error("An array of nothing.");
    return reference;
  }

  #object(type: ts.Type): Schema {
    const name = type.symbol?.name;
    if (name === "Decimal") return { type: "string" };
    if (name === "Date") return { type: "string" };
    const known = this.#names.get(type);
    if (known !== undefined) return { $ref: known };
    const reserved = `d${this.#names.size}`;
    this.#names.set(type, reserved);
    const schema = this.#properties(type);
    return this.#define(type, reserved, schema);
  }

  #properties(type: ts.Type): Schema {
    const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index !== undefined) return { type: "object", additionalProperties: this.#schema(index.type) };
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      if (this.#otherMethods.has(property.name)) continue;
      const valueType = this.#checker.getTypeOfSymbol(property);
      if (valueType.getCallSignatures().length > 0 || !this.#isNeeded(valueType)) continue;
      properties[property.name] = this.#schema(valueType);
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    // An object declared without fields is one whose fields are not declared.
    if (Object.keys(properties).length === 0) return { type: "object", additionalProperties: {} };
    return { type: "object", properties, required, additionalProperties: false };
  }

  /** Equal shapes share one definition; most of what the SDK declares is repeated many times. */
  #define(type: ts.Type, reserved: string, schema: Schema): Schema {
    const content = JSON.stringify(schema);
    const twin = content.includes(`"${reserved}"`) ? undefined : this.#byContent.get(content);
    const name = twin ?? reserved;
    this.#names.set(type, name);
    if (twin === undefined) {
      this.#byContent.set(content, name);
      this.#definitions[name] = schema;
    }
    return { $ref: name };
  }
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return "target" in type;
}
