"use client";

import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter } from "@tollgate/ui/card";
import { Checkbox } from "@tollgate/ui/checkbox";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { Field } from "@tollgate/ui/field";
import { IconButton } from "@tollgate/ui/icon-button";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { Section } from "@tollgate/ui/section";
import { Select } from "@tollgate/ui/select";
import { Switch } from "@tollgate/ui/switch";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { Tooltip } from "@tollgate/ui/tooltip";
import { Ellipsis, KeyRound, Pencil, Trash2 } from "lucide-react";

function Buttons() {
  const toast = useToast();
  return (
    <Section title="Acts">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          intent="primary"
          onClick={() => toast({ title: "Key revoked", description: "It stopped working at once." })}
        >
          Show a toast
        </Button>
        <Button>Secondary</Button>
        <Button intent="quiet">Quiet</Button>
        <Button intent="danger">Revoke</Button>
        <Button intent="dangerQuiet">Remove</Button>
        <Button intent="link">A link</Button>
        <Button intent="primary" busy>
          Working
        </Button>
        <Button disabled>Disabled</Button>
        <Button size="sm">Small</Button>
        <Button size="lg" intent="primary">
          Large
        </Button>
        <Menu
          trigger={
            <IconButton label="More">
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem icon={Pencil}>Rename</MenuItem>
          <MenuSeparator />
          <MenuItem icon={Trash2} danger>
            Revoke
          </MenuItem>
        </Menu>
        <Tooltip text="Only fingerprints are stored.">
          <IconButton label="Keys">
            <KeyRound />
          </IconButton>
        </Tooltip>
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        {(["neutral", "accent", "positive", "caution", "critical", "outline"] as const).map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </div>
    </Section>
  );
}

function Dialogs() {
  return (
    <Section title="Dialogs">
      <div className="flex flex-wrap gap-3">
        <Dialog
          trigger={<Button>New key</Button>}
          title="New key"
          description="Name it after the place that will use it."
        >
          <Field label="Name" hint="You can change it later.">
            <Input placeholder="Production server" />
          </Field>
          <DialogActions>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button intent="primary">Create key</Button>
          </DialogActions>
        </Dialog>
        <ConfirmDialog
          trigger={<Button intent="dangerQuiet">Revoke key</Button>}
          title="Revoke “Production server”?"
          act="Revoke key"
          danger
          onConfirm={async () => {
            throw new Error("The key was revoked by someone else a moment ago.");
          }}
        >
          Whatever uses it stops working at once. This cannot be undone.
        </ConfirmDialog>
      </div>
      <div className="mt-6 max-w-2xl">
        <SecretReveal secret="tg-specimen-not-a-real-key-0000000000000000000000000" name="key" />
      </div>
    </Section>
  );
}

export function FormSpecimens() {
  return (
    <>
      <Buttons />
      <Section title="Fields" hint="A hint says what is expected; an error says what to do." layout="aside">
        <Card>
          <CardBody className="grid gap-5 sm:grid-cols-2">
            <Field label="Name" hint="Shown on receipts.">
              <Input defaultValue="Inbox assistant" />
            </Field>
            <Field label="Address" error="Use an https address." required>
              <Input defaultValue="http://example.test" />
            </Field>
            <Field label="Amount" hint="Between $5 and $5,000.">
              <MoneyInput defaultValue="25.00" />
            </Field>
            <Field label="Output price" optional>
              <MoneyInput placeholder="0.00" per="/ M tokens" />
            </Field>
            <Field label="Dialect">
              <Select
                defaultValue="openai"
                options={[
                  { value: "openai", label: "OpenAI", detail: "chat completions" },
                  { value: "anthropic", label: "Anthropic", detail: "messages" },
                ]}
              />
            </Field>
            <Field label="Disabled">
              <Input disabled defaultValue="cannot be changed" />
            </Field>
            <Field label="Note" optional className="sm:col-span-2">
              <Textarea placeholder="For your own memory" />
            </Field>
            <Checkbox defaultChecked label="I accept this margin" hint="Version 3, from today on." />
            <Switch defaultChecked label="Automatic top-up" hint="Never more than the monthly ceiling." />
          </CardBody>
          <CardFooter note="Applies to the next call.">
            <Button>Discard</Button>
            <Button intent="primary">Save</Button>
          </CardFooter>
        </Card>
      </Section>
      <Dialogs />
    </>
  );
}
