import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

const UP_UV = 0b101;
const ATTESTED = 0b1000000;

export interface Asked {
  readonly challenge: string;
  readonly origin?: string;
  readonly rpId?: string;
  /** Whether its owner unlocked it. */
  readonly unlocked?: boolean;
}

/** A device that makes one passkey and signs with it, as WebAuthn level 3 has it (ES256, attestation “none”). */
export class VirtualAuthenticator {
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;
  readonly id = randomBytes(16).toString("base64url");
  counter = 0;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    [this.#key, this.#publicKey] = [privateKey, publicKey];
  }

  create(asked: Asked) {
    const id = Buffer.from(this.id, "base64url");
    const attested = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, this.#coseKey()]);
    const authData = Buffer.concat([this.#head(asked, ATTESTED), attested]);
    const object = [map(3), text("fmt"), text("none"), text("attStmt"), map(0), text("authData"), bytes(authData)];
    return {
      ...this.#answer(),
      response: {
        clientDataJSON: clientData("webauthn.create", asked),
        attestationObject: Buffer.concat(object).toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  get(asked: Asked) {
    this.counter += 1;
    const authData = this.#head(asked, 0);
    const clientDataJSON = clientData("webauthn.get", asked);
    const hash = createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest();
    return {
      ...this.#answer(),
      response: {
        clientDataJSON,
        authenticatorData: authData.toString("base64url"),
        signature: sign("sha256", Buffer.concat([authData, hash]), this.#key).toString("base64url"),
      },
    };
  }

  #answer() {
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {} };
  }

  #head({ rpId = "console.test", unlocked = true }: Asked, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const set = flags | (unlocked ? UP_UV : 0b1);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([set]), counter]);
  }

  #coseKey(): Buffer {
    const { x = "", y = "" } = this.#publicKey.export({ format: "jwk" });
    const [EC2, ES256, P256] = [Buffer.from([0x01, 0x02]), Buffer.from([0x03, 0x26]), Buffer.from([0x20, 0x01])];
    const [atX, atY] = [Buffer.from([0x21]), Buffer.from([0x22])];
    const point = [atX, bytes(Buffer.from(x, "base64url")), atY, bytes(Buffer.from(y, "base64url"))];
    return Buffer.concat([map(5), EC2, ES256, P256, ...point]);
  }
}

function clientData(type: string, { challenge, origin = "https://console.test" }: Asked): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString("base64url");
}

/** CBOR (RFC 8949), as much of it as is needed here. */
function map(pairs: number): Buffer {
  return Buffer.from([0xa0 | pairs]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const head =
    value.length < 256 ? Buffer.from([0x58, value.length]) : Buffer.concat([Buffer.from([0x59]), uint16(value.length)]);
  return Buffer.concat([head, value]);
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}
