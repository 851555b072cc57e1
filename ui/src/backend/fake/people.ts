/** Invented people of an invented town. No line stands for anybody who lives. */
import type { ContactPerson, PersonBrief } from "../bindings/person";

type Known = Pick<PersonBrief, "id" | "name" | "greeting" | "address"> & Partial<PersonBrief>;

function person(known: Known): PersonBrief {
  return {
    age: null,
    language: "lt",
    interpreter: null,
    phone: null,
    phoneWrong: false,
    email: null,
    addressCoarse: false,
    access: null,
    channel: "phone",
    neverText: false,
    times: null,
    needs: [],
    contacts: [],
    twoWorkers: null,
    risk: null,
    ...known,
  };
}

function contact(id: string, name: string, relation: string, more: Partial<ContactPerson> = {}): ContactPerson {
  return { id, name, relation, phone: null, mayBeTold: false, sameHome: false, ...more };
}

export function everybody(): PersonBrief[] {
  return [
    person({
      id: "ona",
      name: "Ona Petrauskienė",
      greeting: "Laba diena, gerbiama Ona Petrauskiene",
      age: 81,
      address: "Naujoji g. 72-38, 62381 Alytus",
      phone: "0 600 00101",
      access: "3 aukštas, liftas veikia",
      times: "rytais",
      needs: ["Vaikšto su vaikštyne – atidaro lėtai, palaukite."],
      contacts: [contact("ona-1", "Algis Petrauskas", "sūnus", { phone: "0 600 00102", mayBeTold: true })],
    }),
    person({
      id: "jonas",
      name: "Jonas Miškinis",
      greeting: "Laba diena, gerbiamas Jonai Miškini",
      age: 77,
      address: "Pulko g. 15-8, 62134 Alytus",
      phone: "0 600 00103",
      channel: "sms",
      access: "Laiptinės kodas 12#45, 2 aukštas",
      times: "rytais iki 11:00, ne trečiadienį",
      needs: ["Neprigirdi – kalbėkite garsiau ir veidu į jį."],
      contacts: [
        contact("jonas-1", "Rasa Miškinytė-Jakubauskienė", "duktė", { phone: "0 600 00104", mayBeTold: true }),
        contact("jonas-2", "Petras Jakubauskas", "kaimynas iš 9 buto", { phone: "0 600 00105" }),
      ],
    }),
    person({
      id: "danute",
      name: "Danutė Žukauskienė",
      greeting: "Laba diena, gerbiama Danute Žukauskiene",
      age: 69,
      address: "Jotvingių g. 4-21, 62116 Alytus",
      phone: "0 600 00106",
      phoneWrong: true,
      contacts: [contact("danute-1", "Vida Žukauskaitė", "sesuo", { sameHome: true })],
    }),
    person({
      id: "vytautas",
      name: "Vytautas Ąžuolis",
      greeting: "Laba diena, gerbiamas Vytautai Ąžuoli",
      age: 58,
      address: "Santaikos g. 20, 64110 Alytus",
      phone: "0 600 00107",
      channel: "email",
      email: "vytautas@pastas.example",
      access: "Kieme šuo – paskambinkite nuo vartų",
    }),
    person({
      id: "birute",
      name: "Birutė Čepulienė",
      greeting: "Laba diena, gerbiama Birute Čepuliene",
      age: 84,
      address: "Likiškėlių g. 46-12, 63217 Alytus",
      phone: "0 600 00108",
      channel: "letter",
      neverText: true,
    }),
    person({
      id: "marija",
      name: "Marija Konstancija Sližauskaitė-Krasauskienė",
      greeting: "Laba diena, gerbiama Marija Konstancija Sližauskaite-Krasauskiene",
      age: 92,
      address: "Antano Juozapavičiaus gatvė 118B-204, 62218 Alytus",
      phone: "0 600 00109",
      interpreter: "gestų kalba",
      needs: ["Nemato – prieš paliesdami ar ką paduodami, pasakykite.", "Namuose deguonies aparatas."],
      contacts: [
        contact("marija-1", "Konstantinas Krasauskas", "vyras", { sameHome: true, mayBeTold: true }),
        contact("marija-2", "Eglė Krasauskaitė-Stankevičienė", "anūkė", { phone: "0 600 00110", mayBeTold: true }),
      ],
      twoWorkers: "reikia padėti atsikelti",
      risk: { facts: "Spalio 14 d. kaimynas šaukė ir bandė įeiti į butą.", by: "Giedrė Kazlauskienė", until: "2027-01-22" },
    }),
    person({
      id: "aleksandr",
      name: "Aleksandr Kuznecov",
      greeting: "Здравствуйте, уважаемый Александр Кузнецов",
      age: 44,
      language: "ru",
      address: "Topolių g. 9-3, 63331 Alytus",
      addressCoarse: true,
      phone: "0 600 00111",
    }),
    person({
      id: "stanislava",
      name: "Stanislava Mickevič",
      greeting: "Dzień dobry, szanowna Pani Mickevič",
      age: 73,
      language: "pl",
      address: "Daugų g. 31, 62141 Alytus",
      phone: "0 600 00112",
    }),
    person({
      id: "sarunas",
      name: "Šarūnas Žvirblis",
      greeting: "Laba diena, gerbiamas Šarūnai Žvirbli",
      age: 39,
      address: "Vilties g. 22-5, 63231 Alytus",
      phone: "0 600 00113",
      channel: "sms",
    }),
  ];
}
