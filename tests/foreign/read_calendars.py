"""Reads calendars as the Python package `icalendar` understands them: a JSON list of texts in, of what they say out."""

import json
import sys
from datetime import timezone

from icalendar import Calendar


def read(text):
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    organizer = event["ORGANIZER"]
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]

    def moment(name):
        return event.decoded(name).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "start": moment("DTSTART"),
        "end": moment("DTEND"),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "organizer": str(organizer),
        "organizer_name": str(organizer.params["CN"]),
        "attendees": [
            {"address": str(attendee), "rsvp": str(attendee.params.get("RSVP", ""))} for attendee in attendees
        ],
    }


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
