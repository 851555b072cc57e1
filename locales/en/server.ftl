### The page that an administrator sees in a browser at the server's address.

server-title = Vizitas server
server-lead = The plan of visits and the workers’ notes come together here. This page shows no personal data.
server-language = Language

server-runs = The server is running.
server-runs-more = Checked at { $time }.
server-ails = The server answers, but cannot reach its data.
server-ails-more = Nothing is lost: what was written stays on the tablets. Look at the server’s messages. Checked at { $time }.
server-silent = The server does not answer.
server-silent-more = Nothing is lost: what was written stays on the tablets. See whether the server was started, and try again. Checked at { $time }.
server-again = Check again

server-version = Version
server-address = Address for tablets
server-municipalities = Municipalities
server-no-municipality = None yet. Add one with the command “init”.

server-fingerprint = Certificate fingerprint (SHA-256)
server-fingerprint-why = Tablets recognise this server by it. The server made its certificate itself, so your browser may warn that it does not know it. Compare: the browser, and this command run on the server’s machine, must both show the same fingerprint.
server-folder = FOLDER
server-worker = CODE

server-enrol = How to add a tablet
server-enrol-command = On the server’s machine, run:
server-enrol-where = { $folder } is the server’s data folder, { $worker } the worker’s code in the office’s list, for example D01.
server-enrol-code = A one-time code appears. It is good for 24 hours and for one tablet.
server-enrol-tablet = On the tablet the worker opens the app Vizitas, types the code and chooses a PIN.
server-enrol-approve = The tablet shows digits. In the console, under “Tablets”, a coordinator compares them and approves the tablet. If nobody uses the console yet, run the command with --approved: the tablet is then approved at once.
server-enrol-sync = The tablet fetches the worker’s plan by itself; today’s visits come first.

server-openapi = Description of the interface for programmers (OpenAPI)
