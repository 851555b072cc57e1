/** The office's own matters: books, audit, settings, the words of messages, and what is held after a restore. */
import { failedBackups, withoutBackups } from "./backups";
import { heldRoutes } from "./messages";
import { found, press, typeInto, type Scene } from "./scenes";
import { rightCode, rightPassword } from "./session";
import { administrator, officer } from "./settings";

const asAdministrator: Scene["world"] = ({ world }) => void (world.who = administrator);
const asOfficer: Scene["world"] = ({ world }) => void (world.who = officer);

async function choose(): Promise<void> {
  const input = (await found("input[type=file]")) as HTMLInputElement;
  const chosen = new DataTransfer();
  for (const name of ["darbuotojai.csv", "klientai.csv", "vizitai.csv", "skaityk.md"]) chosen.items.add(new File(["Kodas;Vardas\n".repeat(400)], name));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function check(): Promise<void> {
  await choose();
  await press(".act button:not(:disabled)");
  await found("section dl");
}

async function write(words: string): Promise<void> {
  const field = (await found(".pieces .piece:nth-child(2) textarea")) as unknown as HTMLInputElement;
  await typeInto(field, words);
  await found(".pieces .piece ul");
}

export const settingsScenes: Scene[] = [
  { name: "console-office-import", at: "office/import", world: asAdministrator, show: choose },
  { name: "console-office-import-report", at: "office/import", world: asAdministrator, show: check },
  {
    name: "console-office-import-taken",
    at: "office/import",
    world: asAdministrator,
    show: async () => {
      await check();
      await press(".act button:last-child:not(:disabled)");
      await found(".notice");
    },
  },
  { name: "console-office-audit", at: "office/audit", world: asOfficer, show: async () => void (await found("ol li")) },
  {
    name: "console-office-audit-none",
    at: "office/audit/niekas",
    world: asOfficer,
    show: async () => void (await found(".empty")),
  },
  {
    name: "console-office-settings-backups-off",
    at: "office/settings/backups",
    world: (fake) => {
      fake.world.who = administrator;
      withoutBackups(fake);
    },
    show: async () => void (await found("dl")),
  },
  {
    name: "console-office-settings-backups",
    at: "office/settings/backups",
    world: (fake) => {
      fake.world.who = administrator;
      failedBackups(fake);
    },
    show: async () => void (await found("dl")),
  },
  { name: "console-backups-off", at: "inbox", world: withoutBackups, show: async () => void (await found(".above .notice")) },
  { name: "console-office-settings-tablets", at: "office/settings/tablets", world: asAdministrator, show: async () => void (await found("form input")) },
  { name: "console-office-settings-name", at: "office/settings/office", world: asAdministrator, show: async () => void (await found("form input")) },
  { name: "console-office-settings", at: "office/settings", world: asAdministrator, show: async () => void (await found("form input")) },
  { name: "console-office-settings-email", at: "office/settings/email", world: asAdministrator, show: async () => void (await found("form input")) },
  {
    name: "console-office-settings-wrong",
    at: "office/settings/email",
    world: asAdministrator,
    show: async () => {
      await found("form input");
      for (const field of document.querySelectorAll<HTMLInputElement>("form input")) if (field.value === "mail.alytus.example") await typeInto(field, "");
      await press(".keep button[type=submit]:not(:disabled)");
      await found(".wrong");
    },
  },
  {
    name: "console-office-settings-unkept",
    at: "office/settings/office",
    world: asAdministrator,
    show: async (console) => {
      await typeInto((await found("form input")) as HTMLInputElement, "Alytaus socialinių paslaugų centras");
      console.go("inbox");
      await found("dialog[open]");
    },
  },
  { name: "console-office-settings-sms", at: "office/settings/sms", world: asAdministrator, show: async () => void (await found("form input")) },
  {
    name: "console-office-settings-trial",
    at: "office/settings/sms",
    world: asAdministrator,
    show: async () => {
      await press(".keep button[type=button]:not(:disabled)");
      await typeInto((await found("dialog input")) as HTMLInputElement, "+370 612 34567");
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog .notice");
    },
  },
  { name: "console-office-settings-page", at: "office/settings/page", world: asAdministrator, show: async () => void (await found("section li")) },
  {
    name: "console-office-audit-saw",
    at: "office/audit/saw/c3",
    world: asOfficer,
    show: async () => void (await found("section ol li")),
  },
  { name: "console-office-audit-tablet", at: "office/audit/tablets/t1", world: asOfficer, show: async () => void (await found("tbody tr")) },
  { name: "console-office-audit-tries", at: "office/audit/tries", world: asAdministrator, show: async () => void (await found("main h1")) },
  {
    name: "console-office-audit-chain",
    at: "office/audit/chain",
    world: asAdministrator,
    show: async () => {
      await press(".page header .tools button");
      await found(".notice");
    },
  },
  {
    name: "console-office-audit-chain-fault",
    at: "office/audit/chain",
    world: (fake) => {
      asAdministrator(fake);
      fake.world.spoilt = true;
    },
    show: async () => {
      await press(".page header .tools button");
      await found(".notice");
    },
  },
  { name: "console-office-settings-provider", at: "office/settings/provider", world: asAdministrator, show: async () => void (await found("form code")) },
  {
    name: "console-office-settings-provider-wrong",
    at: "office/settings/provider",
    world: ({ world }) => Object.assign(world, { who: administrator, passkeys: false }),
    show: async () => {
      await found("form code");
      await typeInto((await found("form input[inputmode=url]")) as HTMLInputElement, "http://login.alytus.example");
      await typeInto((await found("form input[autocomplete=current-password]")) as HTMLInputElement, rightPassword);
      await typeInto((await found("form input[autocomplete=one-time-code]")) as HTMLInputElement, rightCode);
      await press(".keep button[type=submit]:not(:disabled)");
      await found("[aria-invalid=true]");
    },
  },
  { name: "console-office-templates", at: "office/templates", world: asOfficer, show: async () => void (await found("tbody a")) },
  { name: "console-office-template", at: "office/templates/lt/agreed/sms", world: asOfficer, show: async () => void (await found(".bubble")) },
  {
    name: "console-office-template-faults",
    at: "office/templates/lt/agreed/sms",
    world: asOfficer,
    show: async () => {
      await found(".bubble");
      await write("Dėl Jūsų pašalpos atvyks {who}.");
    },
  },
  { name: "console-office-template-mail", at: "office/templates/lt/agreed/mail", world: asOfficer, show: async () => void (await found(".letter")) },
  { name: "console-office-template-page", at: "office/templates/lt/agreed/page", world: asOfficer, show: async () => void (await found("p.page")) },
  {
    name: "console-held",
    at: "inbox",
    world: (fake) => {
      fake.world.who = { ...administrator, role: "head" };
      fake.add(heldRoutes());
    },
    show: async () => void (await found(".above .notice")),
  },
];
