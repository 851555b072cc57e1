### The office's place in the console: workers, tablets, people who sign in.

place-office = Office

## Tablets

tab-tablets = Tablets
tablet-facts =
    { $count ->
        [one] { $count } tablet in use
       *[other] { $count } tablets in use
    }
tablet-none = No tablets yet
tablet-none-next = Give a worker a tablet: choose whose it will be, and you get a code to connect it.
tablet-worker = Worker
tablet-since = Connected
tablet-state = State
tablet-works = Works
tablet-holds = Holds entries that wait for a decision
tablet-revoked = Disconnected
tablet-gone = Disconnected tablets ({ $count })

tablet-give = Give a tablet
tablet-give-title = Give a tablet
tablet-give-lead = You get a one-time code. Whoever enters it in a tablet works in this worker's name and sees her people, so hand the code to nobody else.
tablet-whose = Whose tablet it will be
tablet-choose = Choose a worker
tablet-give-act = Get a code
tablet-code-title = Tablet: { $name }
tablet-step-open = On the tablet, open the app “Vizitas”. It needs the internet.
tablet-step-code = Type the code. Or scan the picture with the tablet's camera and paste what it read.
tablet-step-pin = Let the worker choose a PIN herself. People and visits arrive by themselves.
tablet-qr = A picture of the same code
tablet-typed = Code
tablet-waits = Waiting for the tablet. The code fits one tablet and is good until: { $until }.
tablet-come = The tablet is connected: { $name }.
tablet-come-next = The code is used up and fits nobody else.

tablet-revoke = Disconnect
tablet-revoke-title = Disconnect the tablet: { $name }?
tablet-revoke-told = The next time the tablet reaches the server, it gets no more news of people and visits.
tablet-revoke-waits = Entries that it has not sent yet are not lost: once sent, they wait until a person decides.
tablet-revoke-final = It cannot be connected back. If the tablet is found, give it anew, with a new code.
tablet-revoke-act = Disconnect the tablet
tablet-revoke-said = The tablet is disconnected: { $name }.
