import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ErrorView } from "../src/backend/bindings/error";
import { Fake, rightPin } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let field: Field;

beforeEach(() => {
  speech.language = "lt";
  fake = new Fake();
});

async function open(): Promise<void> {
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

const tap = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));

async function goVisit(id: string, name: string): Promise<void> {
  field.go({ at: "visit", visit: id });
  await screen.findByRole("heading", { name });
}

/** The steps along the top as they are read: which is shown, which were not reached. */
function stepsNow(): string[] {
  const steps = within(screen.getByRole("navigation", { name: "Vizito žingsniai" })).getAllByRole<HTMLButtonElement>("button");
  return steps.map((step) => {
    const text = step.textContent.trim();
    return step.disabled ? `${text} (nebuvo)` : step.getAttribute("aria-current") ? `${text} (dabar)` : text;
  });
}

const visit = (id: string) => fake.world.visits.find((one) => one.id === id);

describe("a new tablet", () => {
  it("takes a code and a PIN twice, then shows how far the first sync is", async () => {
    fake.world.status = { ...fake.world.status, stage: "new", worker: null };
    const enrol = vi.spyOn(fake, "enrol");
    await open();
    await user.type(await screen.findByLabelText("Kodas"), "abcd efgh-1234");
    await tap("Toliau");
    await user.keyboard("246801{Enter}");
    await user.keyboard("111111{Enter}");
    await screen.findByText(/PIN kodai nesutapo/);
    await user.keyboard("246801{Enter}246801{Enter}");
    await screen.findByText("Gauta 4 iš 61");
    expect(enrol).toHaveBeenCalledExactlyOnceWith({ code: "abcd efgh-1234", pin: "246801" });
  });

  it("waits for the office with its digits, and goes on by itself when it is approved", async () => {
    const approval = { check: "4821 7730", office: "Alytaus miesto savivaldybė", refused: false };
    fake.world.status = { ...fake.world.status, approval };
    await open();
    await screen.findByRole("heading", { name: "Planšetė laukia patvirtinimo" });
    screen.getByText("4821 7730");
    screen.getByText(/kad jų duomenys nepatektų į svetimas rankas/);
    screen.getByText(/Ryšio nėra/);
    expect(screen.queryAllByRole("button"), "nothing else can be done").toHaveLength(0);
    fake.become({ approval: null });
    await screen.findByRole("heading", { name: /Šiandien/ });
  });

  it("says kindly that it was refused, and takes another code", async () => {
    fake.world.status = { ...fake.world.status, approval: { check: "4821 7730", office: "Alytus", refused: true } };
    await open();
    await screen.findByRole("heading", { name: "Skyrius šios planšetės nepatvirtino" });
    expect(screen.queryByText("4821 7730")).toBeNull();
    await tap("Įvesti naują kodą");
    await screen.findByLabelText("Kodas");
  });

  it("goes back to the code when it was mistyped", async () => {
    fake.world.status = { ...fake.world.status, stage: "new", worker: null };
    await open();
    await user.type(await screen.findByLabelText("Kodas"), "abc");
    await tap("Toliau");
    await user.keyboard("246801{Enter}246801{Enter}");
    await screen.findByText("Kode įsivėlė klaida.");
    expect(await screen.findByLabelText("Kodas")).toHaveProperty("value", "abc");
  });
});

describe("the lock", () => {
  it("opens by the right PIN and says when it was another", async () => {
    fake.world.status = { ...fake.world.status, stage: "locked" };
    await open();
    await user.keyboard("000000{Enter}");
    await screen.findByText("PIN kodas neteisingas.");
    await user.keyboard(`${rightPin}{Enter}`);
    await screen.findByRole("heading", { name: /Šiandien/ });
  });

  it("saves what is being typed first, and leaves nothing on the screen", async () => {
    await fake.arrive({ visit: "v2" });
    await fake.start({ visit: "v2" });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await user.type(await screen.findByLabelText("Užrašai"), "Vaikšto su la");
    await tap("Užrakinti");
    await screen.findByRole("heading", { name: "Užrakinta" });
    expect(visit("v2")?.draftNotes).toBe("Vaikšto su la");
    expect(document.body.textContent).not.toContain("Miškinis");
  });
});

describe("today", () => {
  it("says what is next and sets out by one tap", async () => {
    await open();
    await tap("Išvykstu");
    await screen.findByRole("heading", { name: "Jonas Miškinis" });
    expect(visit("v2")?.state).toBe("enRoute");
  });

  it("keeps a promise by one tap, and takes it back", async () => {
    await open();
    const keys = await screen.findAllByRole("button", { name: "Įvykdyta" });
    await user.click(keys[1] as HTMLElement);
    await screen.findByText("Pažadas įvykdytas.");
    expect(fake.world.promises.find((one) => one.id === "p2")?.state).toBe("kept");
    await tap("Grąžinti");
    await waitFor(() => expect(fake.world.promises.find((one) => one.id === "p2")?.state).toBe("open"));
  });

  it("settles a conflict by one tap", async () => {
    await open();
    const visits = await screen.findByRole("region", { name: "Dienos vizitai" });
    const line = within(visits).getByRole("button", { name: "Vytautas Ąžuolis" }).closest("article") as HTMLElement;
    await user.click(within(line).getByRole("button", { name: "Pažiūrėti" }));
    await tap(/Rytoj, 10:45/);
    await screen.findByText("Suderinta.");
    expect(visit("v4")?.day).toBe("2026-11-24");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("without visits offers own time once, and shows what is kept", async () => {
    fake.world.blocks.push({ id: "b2", day: "2026-11-25", from: "9:00", to: "11:00", reason: "Ataskaita" });
    await open();
    field.go({ at: "today", day: "2026-11-25" });
    await screen.findByText("Šią dieną vizitų nėra.");
    expect(screen.getAllByRole("button", { name: "Užimti laiką" })).toHaveLength(1);
    await tap("Atlaisvinti");
    await waitFor(() => expect(fake.world.blocks.map((block) => block.id)).toEqual(["b1"]));
    field.go({ at: "today", day: null });
    await screen.findByRole("button", { name: "Jonas Miškinis" });
    expect(screen.getAllByRole("button", { name: "Užimti laiką" })).toHaveLength(1);
    field.go({ at: "today", day: "2026-11-18" });
    await screen.findByText("Šią dieną vizitų nėra.");
    expect(screen.queryByRole("button", { name: "Užimti laiką" })).toBeNull();
  });

  it("agrees a time: the quickest convenient is chosen already", async () => {
    const agree = vi.spyOn(fake, "agreeTime");
    await open();
    const line = (await screen.findByRole("button", { name: "Danutė Žukauskienė" })).closest("article") as HTMLElement;
    await user.click(within(line).getByRole("button", { name: "Sutarti laiką" }));
    const sheet = await screen.findByRole("dialog");
    await user.click(await within(sheet).findByRole("radio", { name: /Vida Žukauskaitė/ }));
    await user.click(within(sheet).getByRole("button", { name: "Sutarta" }));
    await screen.findByText(/Užrašyta. Skyrius patvirtins/);
    expect(agree).toHaveBeenCalledWith(
      expect.objectContaining({ visit: "v3", time: "13:05", contact: "danute-1", channel: "phone" }),
    );
  });

  it("asks for the cause when an agreed time moves", async () => {
    const move = vi.spyOn(fake, "moveTime");
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Keisti laiką");
    const sheet = await screen.findByRole("dialog");
    await within(sheet).findByRole("radio", { name: /13:05/ });
    expect(within(sheet).getByRole("button", { name: "Sutarta" })).toHaveProperty("disabled", true);
    await user.click(within(sheet).getByRole("radio", { name: "Prašo žmogus" }));
    await user.click(within(sheet).getByRole("button", { name: "Sutarta" }));
    await waitFor(() => expect(move).toHaveBeenCalledWith(expect.objectContaining({ visit: "v2", cause: "client" })));
  });
});

describe("a visit", () => {
  it("goes from the door to its end in five steps", async () => {
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Išvykstu");
    await tap("Atvykau");
    await tap("Pradėti pokalbį");
    await user.click((await screen.findAllByRole("button", { name: "Taip" }))[0] as HTMLElement);
    await user.type(await screen.findByLabelText("Užrašai"), "Prašo pagalbos.");
    await tap("Apibendrinti ir baigti");
    await user.type(await screen.findByLabelText("Ką aptarėme ir nusprendėme"), "pagalbą namuose");
    await user.tab();
    await screen.findByText(/aptarėme ir nusprendėme: pagalbą namuose/);
    await tap("Baigti vizitą");
    await screen.findByRole("heading", { name: "Vizitas baigtas" });
    const done = visit("v2");
    expect(done?.answers).toEqual([{ item: "during-purpose", answer: "yes", why: "" }]);
    expect(done?.notes.map((note) => note.text)).toEqual(["Prašo pagalbos.", "pagalbą namuose"]);
  });

  it("once finished is saved for other programs, and says where and that the file is not encrypted", async () => {
    await fake.arrive({ visit: "v2" });
    await fake.start({ visit: "v2" });
    await fake.answerChecklist({ visit: "v2", item: "during-purpose", answer: "yes", why: "" });
    await fake.finish({ visit: "v2" });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Įrašyti atmintinę į failą");
    await screen.findByText("Įrašyta aplanke „Atsisiuntimai“: vizitas-v2.json. Failas nešifruotas: perdavę jį ištrinkite.");
  });

  it("takes a mistaken tap back", async () => {
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Išvykstu");
    await tap("Grąžinti");
    await waitFor(() => expect(visit("v2")?.state).toBe("confirmed"));
  });

  it("leads through card, call and next visit when nobody opens", async () => {
    await fake.arrive({ visit: "v2" });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Niekas neatidaro");
    await tap("Kortelę palikau");
    await waitFor(() => expect(visit("v2")).toMatchObject({ state: "noAccess", cardLeft: true }));
    await tap("Skambinti");
    const sheet = await screen.findByRole("dialog");
    await user.click(within(sheet).getByRole("radio", { name: "Neatsiliepė" }));
    await user.click(within(sheet).getByRole("button", { name: "Įrašyti" }));
    await tap("Prašyti skyriaus");
    await waitFor(() => expect(visit("v2")?.next).not.toBeNull());
    expect(visit("v2")?.calls[0]?.outcome).toBe("noAnswer");
  });

  it("whose door nobody opened went no further than the door", async () => {
    await fake.arrive({ visit: "v2" });
    await fake.noAccess({ visit: "v2", cardLeft: true });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    expect(stepsNow()).toEqual(["Prieš", "Niekas neatidarė (dabar)", "Pokalbis (nebuvo)", "Pabaiga (nebuvo)", "Atlikta (nebuvo)"]);
    await tap("Prieš");
    await screen.findByRole("heading", { name: "Žadėjote" });
    await tap("Grįžti: Niekas neatidarė");
    await screen.findByText("Kortelė palikta.");
  });

  it("stopped short shows how far it came", async () => {
    await fake.arrive({ visit: "v2" });
    await fake.start({ visit: "v2" });
    await fake.interrupt({ visit: "v2", cause: "asked", why: "Pavargo." });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await screen.findByText("Pavargo.");
    expect(stepsNow()).toEqual(["Prieš", "Prie durų", "Pokalbis", "Pabaiga (nebuvo)", "Nutraukta (dabar)"]);
  });

  it("refused at the door shows no talk", async () => {
    await fake.arrive({ visit: "v2" });
    await fake.interrupt({ visit: "v2", cause: "refused", why: "" });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    expect(stepsNow()).toEqual(["Prieš", "Prie durų", "Pokalbis (nebuvo)", "Pabaiga (nebuvo)", "Nutraukta (dabar)"]);
  });

  it("holds notices back during the talk and shows them after", async () => {
    await fake.arrive({ visit: "v2" });
    await fake.start({ visit: "v2" });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Apibendrinti ir baigti");
    expect(screen.queryByText(/Telefonas užrašytas dvejopai/)).toBeNull();
    await tap("Baigti vizitą");
    await screen.findByText(/pranešimų nerodėme. Laukia 2 klausimai/);
  });

  it("never asks the client about an unannounced one", async () => {
    await open();
    await goVisit("v6", "Aleksandr Kuznecov");
    await screen.findByText(/Vizitas be įspėjimo: klientui nepranešta/);
    await tap("Keisti laiką");
    const sheet = await screen.findByRole("dialog");
    await within(sheet).findByText(/klientui apie laiką nepranešama/);
    expect(within(sheet).queryByText("Kas sutiko")).toBeNull();
    expect(within(sheet).queryByLabelText("Prašo žmogus")).toBeNull();
    await user.click(within(sheet).getByLabelText("Užtruko kelionė"));
    await user.click(within(sheet).getByRole("button", { name: "Perkelti" }));
    await screen.findByText("Vizito laikas išsaugotas čia.");
    expect(visit("v6")).toMatchObject({ state: "scheduled", agreement: null });
  });

  it("offers no call and no agreement about an unannounced one, before it and at a closed door", async () => {
    await open();
    await goVisit("v6", "Aleksandr Kuznecov");
    await screen.findByText("0 600 00111");
    const none = () => {
      for (const name of [/Skambinti/, /skambutį/, "Sutarti laiką", "Prašyti skyriaus"])
        expect(screen.queryByRole("button", { name })).toBeNull();
    };
    none();
    await fake.arrive({ visit: "v6" });
    await fake.noAccess({ visit: "v6", cardLeft: false });
    field.go({ at: "today", day: null });
    await goVisit("v6", "Aleksandr Kuznecov");
    await screen.findByText(/Kada vykti vėl, spręs skyrius/);
    none();
    field.go({ at: "person", person: "aleksandr" });
    await screen.findByRole("button", { name: "Skambinti" });
  });

  it("chooses a time of an unannounced one alone", async () => {
    Object.assign(visit("v6") ?? {}, { state: "rescheduleNeeded" });
    await open();
    await tap("Parinkti laiką");
    const sheet = await screen.findByRole("dialog", { name: "Parinkti laiką" });
    await within(sheet).findByRole("radio", { name: /13:05/ });
    expect(within(sheet).queryByText("Kas sutiko")).toBeNull();
    await user.click(within(sheet).getByRole("button", { name: "Parinkti" }));
    await screen.findByText("Vizito laikas išsaugotas čia.");
    expect(visit("v6")).toMatchObject({ state: "scheduled", agreement: null, time: "13:05" });
  });

  it("never offers to agree an unannounced one that waits for a time", async () => {
    for (const waiting of fake.world.visits.filter((one) => one.day === null)) waiting.unannounced = true;
    await open();
    const title = await screen.findByRole("heading", { name: "Laukia laiko" });
    const list = within(title.parentElement ?? document.body);
    expect(list.getAllByText("Parinkti laiką").length).toBeGreaterThan(0);
    expect(list.queryByText("Sutarti laiką")).toBeNull();
    expect(screen.queryByRole("button", { name: "Pasiūlyti laiką" })).toBeNull();
  });

  it("is late by one tap and a number of minutes, and on time after all", async () => {
    await fake.setOut({ visit: "v2" });
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Vėluosiu");
    const sheet = await screen.findByRole("dialog");
    await user.click(within(sheet).getByLabelText("20 min."));
    await user.click(within(sheet).getByRole("button", { name: "Užrašyti" }));
    await screen.findByText("Užrašyta: vėluosite.");
    expect(visit("v2")?.state).toBe("late");
    await screen.findByText(/atvyksite apie/);
    const first = visit("v2")?.expected;
    await tap("Vėluosiu dar ilgiau");
    const again = await screen.findByRole("dialog");
    await user.click(within(again).getByLabelText("45 min."));
    await user.click(within(again).getByRole("button", { name: "Užrašyti" }));
    await waitFor(() => expect(visit("v2")?.expected).not.toBe(first));
    expect(visit("v2")?.state).toBe("late");
    await tap("Tiek nevėluosiu");
    expect(visit("v2")?.state).toBe("late");
    await tap("Nevėluosiu");
    await waitFor(() => expect(visit("v2")?.state).toBe("enRoute"));
  });

  it("shows its client nobody else", async () => {
    await open();
    await goVisit("v2", "Jonas Miškinis");
    await tap("Rodyti klientui");
    await screen.findByText(/Aš esu Rasa Vaitkevičiūtė/);
    for (const other of ["Petrauskienė", "Žukauskienė", "Ąžuolis", "Neprigirdi"])
      expect(document.body.textContent).not.toContain(other);
  });
});

describe("people", () => {
  it("carry what to know before the door, with who wrote it and until when", async () => {
    await open();
    field.go({ at: "person", person: "marija" });
    await screen.findByText("Įrašė Giedrė Kazlauskienė. Galioja iki 2027-01-22 imtinai.");
    expect(document.body.textContent).toContain("kaimynas šaukė");
    await tap("Rodyti klientui");
    await waitFor(() => expect(document.body.textContent).not.toContain("kaimynas šaukė"));
  });

  it("are called by the standard's script, without a signal too", async () => {
    await open();
    field.ask({ sheet: "call", person: "jonas", name: "Jonas Miškinis", visit: null, number: "0 600 00103" });
    await user.click(await screen.findByText("Ką sakyti"));
    await screen.findByText("„Laba diena. Ar kalbu su: Jonas Miškinis?“");
    await user.click(screen.getByLabelText("Palikta žinutė"));
    await screen.findByText(/išklausyti gali ir kiti/);
  });

  it("are found without Lithuanian letters", async () => {
    await open();
    await tap("Žmonės");
    await user.type(await screen.findByLabelText("Ieškoti"), "azuol");
    await screen.findByText("Vytautas Ąžuolis");
    await waitFor(() => expect(screen.queryByText("Ona Petrauskienė")).toBeNull());
  });

  it("have a wrong telephone mended; a slip is told in plain words", async () => {
    await open();
    field.go({ at: "person", person: "danute" });
    await tap("Taisyti telefoną");
    const sheet = await screen.findByRole("dialog");
    const input = within(sheet).getByLabelText("Telefonas");
    await user.clear(input);
    await user.type(input, "123");
    await user.click(within(sheet).getByRole("button", { name: "Įrašyti" }));
    await within(sheet).findByText("Tai nepanašu į telefono numerį.");
    await user.clear(input);
    await user.type(input, "0 612 00099");
    await user.click(within(sheet).getByRole("button", { name: "Įrašyti" }));
    await screen.findByText("Pataisyta ir išsaugota.");
    expect(fake.world.people.find((one) => one.id === "danute")?.phoneWrong).toBe(false);
  });

  it("have somebody close added, who may not be told unless the client said so", async () => {
    await open();
    field.go({ at: "person", person: "danute" });
    await tap("Pridėti artimąjį");
    const sheet = await screen.findByRole("dialog");
    await user.type(within(sheet).getByLabelText("Vardas ir pavardė"), "Jurga Balčytė");
    await user.type(within(sheet).getByLabelText("Ryšys su klientu"), "dukra");
    await user.click(within(sheet).getByRole("button", { name: "Įrašyti" }));
    await screen.findByText("Jurga Balčytė");
    const added = fake.world.people.find((one) => one.id === "danute")?.contacts.at(-1);
    expect(added).toMatchObject({ relation: "dukra", mayBeTold: false, sameHome: false });
  });

  it("met at the door are added, and likeness is shown first", async () => {
    await open();
    field.go({ at: "newClient" });
    await user.type(await screen.findByLabelText("Vardas"), "Jonas");
    await user.type(screen.getByLabelText("Pavardė"), "Mišk");
    await screen.findByText("Gal tai jau pažįstamas žmogus?");
    await user.type(screen.getByLabelText("Adresas"), "Pulko g. 1, Alytus");
    await tap("Pridėti");
    await screen.findByRole("heading", { name: "Jonas Mišk" });
  });
});

describe("when something fails", () => {
  it("says what happened and what to do, never a code", async () => {
    const full: ErrorView = { code: "storage_full", args: {} };
    vi.spyOn(fake, "setOut").mockRejectedValueOnce(full);
    await open();
    await tap("Išvykstu");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toMatch(/Įrenginyje nebėra vietos\..*yra saugu/s);
  });

  it("offers to try again where a screen cannot be had", async () => {
    vi.spyOn(fake, "promises").mockRejectedValueOnce(new Error("boom"));
    await open();
    field.go({ at: "promises" });
    await tap("Bandyti dar kartą");
    await screen.findByText("Atnešti prašymo formą");
  });
});

describe("what is saved", () => {
  it("stands in one calm place, and goes out when asked", async () => {
    await open();
    await tap(/Viskas išsaugota čia. 3 pakeitimai laukia ryšio/);
    await screen.findByText(/išsaugota šiame įrenginyje ir užšifruota/);
    await tap("Siųsti ir gauti dabar");
    await screen.findByText("viskas pasiekė serverį");
  });

  it("is told in English too", async () => {
    await open();
    field.go({ at: "sync" });
    await user.click(await screen.findByRole("radio", { name: "English" }));
    await screen.findByText(/All that you wrote is saved on this tablet/);
  });
});
