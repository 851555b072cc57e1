### The office's own matters: tables, audit, settings, the words of messages; and messages from unknown numbers.

## Messages from unknown numbers

strays-title = Messages from unknown numbers
strays-lead = Nobody's card has this number. Read it, and call if need be.
stray-when = Received { $when }.
stray-done = Dealt with…
stray-done-title = Is the message dealt with?
stray-done-more = It will not be shown here any more. If it says anything important, write that on the person's card first.
stray-done-act = Dealt with
stray-said = Noted: the message is dealt with.
stray-find = Find the person
