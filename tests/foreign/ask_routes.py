"""Asks every JSON route of a running server what Schemathesis makes up from its OpenAPI, as each role of the office and as nobody.

On standard input JSON: `base`, `certificate`, `slug`, `today`, `document`, `examples`, `seed`, and `staff`, the roles with login and set-up code. On standard
output JSON: how often which route answered with which status, and `faults`: answers that are a failure of the server's (5xx), none
at all, or not what the document says, each with what was asked. Where a route wants an id, a day or a number, it mostly gets one that
is there or stands at an edge: what is made up freely ends at the first check."""

import base64
import collections
import datetime
import hashlib
import hmac
import json
import random
import struct
import sys
import time
import uuid
import warnings

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS

warnings.filterwarnings("ignore")

COOKIE = "__Secure-vizitas_session"
NOBODY = "nobody"
PASSWORD = "Septynios pėdos po kiliu 41"
# Asked by nobody alone: what ends a session or begins another, and a stream that does not end.
BY_NOBODY = {"DELETE /session", "GET /events", "POST /session"}
# Beside days of the coming weeks: none at all, the ends of calendars, and the nights in which the clock is set.
DAYS = ["2026-02-29", "0001-01-01", "9999-12-31", "-0001-01-01", "+262142-12-31", "-262143-01-01", "2026-03-29", "2026-10-25", ""]
DAYS_OF = ("day", "from", "until", "to", "last_day", "born")
TIMES = ["8:00", "09:30", "11:15", "14:00", "16:45", "24:00"]
ODD_TIMES = ["3:30", "0:00", "23:59", "25:00", "-1:00", "8", "8:60", "99999:00", ""]
# What the document calls a text, and a few words of which the server knows.
WORDS = {
    "direction": ["in", "out"],
    "reached": ["spoke", "noanswer", "leftmessage", "wrongnumber"],
    "outcome": ["done", "notneeded", "not_needed"],
    "purpose": ["offer", "proposal", "agreed", "reminder", "question", "ontheway", "on_the_way", "late", "moved", "cancelled", "rate"],
    "form": ["sms", "email", "letter", "page"],
    "language": ["lt", "en", "ru", "pl"],
    "mode": ["apply", "dry_run", "dry-run", "look"],
    "channel": ["sms", "email", "letter", "phone"],
    "ground": ["consent", "not_needed", "objection", "unlawful", "law", "retention"],
    "value": ["Ona", "2026-12-01", "+37061234567", "ona@example.lt", "Ąžuolų g. 7-3, Alytus", ""],
    "noun": ["messages", "email", "sms", "page", "templates"],
    "name": ["Ona Žukauskienė", "Ąžuolas", "", "x" * 5000],
    "phone": ["+37061234567", "861234567", "112", "x"],
    "email": ["ona@example.lt", "ona@"],
    "reason": ["prašo pati", "", "nes reikia"],
    "login": ["ona.ona", "x", "administrator"],
    "worker": ["D01", "D02", "D99"],
    "code": ["D77", "000000", ""],
}
USUAL = [0, 1, 2, 7, 14, 30, 45, 60, 480, 960]
NUMBERS = [0, 1, 2, 7, 30, 31, 400, 480, 1440, 65535, 65536, 2**31 - 1, 2**31, 2**53, 2**63 - 1, 2**63, -1, -(2**63)]


def code(secret):
    """The one-time code of now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    tag = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = tag[-1] & 15
    return f"{(struct.unpack('>I', tag[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Desk:
    """Somebody at the console, or nobody."""

    def __init__(self, asked):
        self.api = f"{asked['base']}/m/{asked['slug']}/api"
        self.certificate = asked["certificate"]
        self.session = requests.Session()
        self.session.headers["vizitas-console"] = "1"

    def ask(self, method, path, **more):
        return self.session.request(method, self.api + path, timeout=60, verify=self.certificate, **more)

    def sign_in(self, login, set_up):
        typed = {"login": login, "password": set_up, "new_password": PASSWORD}
        secret = self.ask("POST", "/session", json=typed).json()["secret"]
        typed = {"login": login, "password": PASSWORD, "code": code(secret)}
        entered = self.ask("POST", "/session", json=typed)
        assert entered.json()["step"] == "in", entered.text
        token = entered.headers["set-cookie"].split(";")[0].split("=", 1)[1]
        self.session.headers["cookie"] = f"{COOKIE}={token}"
        return self


class Known:
    """What there is at the office: ids by what they are of, and bodies as screens send them."""

    def __init__(self, desk, administrator, staff, today):
        self.desk, self.administrator, self.staff = desk, administrator, staff
        today = datetime.date.fromisoformat(today)
        self.days = [str(today + datetime.timedelta(days)) for days in (-3, 0, 1, 2, 4, 7, 30, 400)]
        self.look()

    def look(self):
        """What was done since brought new things."""

        def got(path):
            return self.desk.ask("GET", path).json()

        board = got(f"/board?from={self.days[0]}&days=31")
        clients = [one["id"] for one in got("/clients")["clients"]]
        visits = [one["id"] for one in board["visits"]]
        plans = [one["plan"] for one in board["visits"] if one["plan"]]
        workers = [one["worker"] for one in got("/workers")]
        tasks = sorted(set(named(got("/inbox"), "task")))
        absences = [one["id"] for worker in got(f"/absences?from={self.days[0]}&days=60") for one in worker["absences"]]
        self.by = {
            "client": clients, "into": clients, "erasure": clients, "restriction": clients,
            "visit": visits, "plan": plans, "task": tasks, "absence": absences,
            "worker": workers, "workers": workers, "with": workers, "actor": workers, "staff": [self.staff],
        }
        self.all = clients[:20] + visits[:20] + plans[:20] + workers + tasks[:20]
        self.plan_of = {one["id"]: one["plan"] for one in board["visits"]}
        nouns = WORDS["noun"]
        settings_of = {noun: self.administrator.ask("GET", f"/settings/{noun}").json() for noun in nouns}
        words = self.administrator.ask("GET", "/messages/templates").json()
        words = [{key: one[key] for key in ("language", "purpose", "form", "pieces")} for one in words]
        self.bodies = {
            "PUT /settings/{noun}": lambda drawn, path: settings_of.get(path.get("noun"), {}),
            "PUT /messages/templates": lambda drawn, path: drawn.choice(words),
            "POST /messages/templates/preview": lambda drawn, path: drawn.choice(words),
            "POST /clients/{client}/messages/preview": lambda drawn, path: drawn.choice(words),
        }

    def one(self, name, drawn):
        return drawn.choice(self.by.get(name) or self.all)


def named(value, name):
    """Every text of this name, however deep."""
    if isinstance(value, list):
        return [found for inner in value for found in named(inner, name)]
    if isinstance(value, dict):
        own = [value[name]] if isinstance(value.get(name), str) and is_id(value[name]) else []
        return own + [found for inner in value.values() for found in named(inner, name)]
    return []


def is_id(text):
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def lifelike(value, name, known, drawn):
    """The same with what is there, what is usual, or what stands at an edge in the place of most that was made up."""
    if isinstance(value, dict):
        return {key: lifelike(inner, key, known, drawn) for key, inner in value.items()}
    if isinstance(value, list):
        return [lifelike(inner, name, known, drawn) for inner in value]
    # Mostly what is usual, else hardly a request would get behind the first look; then edges, and what was made up.
    luck = drawn.random()
    if isinstance(value, str):
        if name in DAYS_OF:
            return drawn.choice(known.days if luck < 0.8 else DAYS) if luck < 0.95 else value
        if name == "time":
            return drawn.choice(TIMES if luck < 0.8 else ODD_TIMES) if luck < 0.95 else value
        if is_id(value):
            return known.one(name, drawn) if luck < 0.85 else value
        if name in WORDS and luck < 0.85:
            return drawn.choice(WORDS[name])
    if isinstance(value, int) and not isinstance(value, bool):
        return drawn.choice(USUAL) if luck < 0.5 else drawn.choice(NUMBERS) if luck < 0.8 else value
    return value


class Run:
    def __init__(self, asked):
        self.asked = asked
        self.statuses = collections.defaultdict(collections.Counter)
        self.faults = []
        self.schema = schemathesis.openapi.from_dict(asked["document"])
        self.checks = [CHECKS.get_one(name) for name in ("content_type_conformance", "response_schema_conformance")]

    def operations(self):
        for found in self.schema.get_all_operations():
            operation = found.ok()
            path = operation.path.removeprefix("/m/{slug}/api")
            # What tablets ask is no JSON; the corpus of `malicious` asks it.
            if path != operation.path:
                yield operation, path

    def role(self, role, desk, known):
        for operation, path in self.operations():
            if role == NOBODY or f"{operation.method.upper()} {path}" not in BY_NOBODY:
                self.route(role, desk, known, operation, path)

    def route(self, role, desk, known, operation, path):
        name = f"{operation.method.upper()} {path}"
        drawn = random.Random(f"{self.asked['seed']} {role} {name}")
        # Whoever is turned away at the door is turned away whatever is asked.
        barred = False

        @hypothesis.seed(self.asked["seed"])
        @settings(max_examples=self.asked["examples"], deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case):
            nonlocal barred
            if barred:
                return
            case.path_parameters = lifelike(dict(case.path_parameters), "", known, drawn)
            case.path_parameters["slug"] = self.asked["slug"]
            case.query = lifelike(dict(case.query or {}), "", known, drawn)
            if isinstance(case.body, (dict, list)):
                usual = known.bodies.get(name)
                usual = usual(drawn, case.path_parameters) if usual and drawn.random() < 0.6 else None
                case.body = usual or lifelike(case.body, "", known, drawn)
                visit = case.path_parameters.get("visit")
                if isinstance(case.body, dict) and "plan" in case.body and drawn.random() < 0.7:
                    # What stands now: only then anything is decided.
                    case.body["plan"] = known.plan_of.get(visit)
            headers = dict(desk.session.headers)
            if drawn.random() < 0.5:
                headers["vizitas-reason"] = "pavaduoju%20kolege"
            case.headers = {}
            case.cookies = {}
            try:
                answer = case.call(base_url=self.asked["base"], headers=headers, verify=desk.certificate, timeout=60)
            except requests.RequestException as error:
                self.fault(role, name, case, headers, f"no answer: {type(error).__name__}")
                return
            self.statuses[name][f"{role} {answer.status_code}"] += 1
            barred = answer.status_code == 401 or (answer.status_code == 403 and "not_allowed" in answer.text)
            if answer.status_code >= 500:
                self.fault(role, name, case, headers, f"{answer.status_code}: {answer.text[:200]}")
                return
            if answer.status_code >= 400 and set(answer.json()) != {"code", "args"}:
                self.fault(role, name, case, headers, f"{answer.status_code} is no problem with its code: {answer.text[:200]}")
                return
            try:
                case.validate_response(answer, checks=self.checks)
            except BaseExceptionGroup as group:
                why = "; ".join(" ".join(str(one).split()) for one in group.exceptions)
                self.fault(role, name, case, headers, f"not as written: {why[:400]}")

        ask()

    def fault(self, role, name, case, headers, why):
        kept = [one for one in self.faults if (one["route"], one["why"][:40]) == (name, why[:40])]
        if len(kept) < 3:
            body = case.body if isinstance(case.body, (dict, list, str)) else None
            self.faults.append({"role": role, "route": name, "why": why, "path": case.path_parameters, "query": case.query,
                                "reason": "vizitas-reason" in headers, "body": body})


def main():
    asked = json.load(sys.stdin)
    desks = {one["role"]: Desk(asked).sign_in(one["login"], one["code"]) for one in asked["staff"]}
    administrator = desks["administrator"]
    # Who may be changed, disabled and reset without anybody here noticing.
    spare = {"login": "atliekamas", "name": "", "role": "officer", "unit": "", "worker": None}
    spare = administrator.ask("POST", "/staff", json=spare).json()["actor"]
    known = Known(desks["coordinator"], administrator, spare, asked["today"])
    run = Run(asked)
    run.role(NOBODY, Desk(asked), known)
    for role, desk in desks.items():
        known.look()
        run.role(role, desk, known)
    alive = {role: desk.ask("GET", "/me").status_code for role, desk in desks.items()}
    out = {role: desk.ask("DELETE", "/session").status_code for role, desk in desks.items()}
    json.dump({"statuses": run.statuses, "faults": run.faults, "alive": alive, "out": out}, sys.stdout, default=repr)


main()
