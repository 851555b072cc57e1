# Records that one tablet delivers for another.

carry-out = Hand over unsent records
carry-lead = If this tablet cannot send, a colleague's tablet will.
carry-step-1 = Tap “Write the file”.
carry-step-2 = Move the file to your colleague's tablet, for instance on a USB memory stick.
carry-step-3 = On your colleague's tablet, tap the connection line at the top and choose “Take a colleague's file”.
carry-write = Write the file
carry-written = The file “{ $name }” was written to the folder “{ $folder }”.
carry-sealed = The file is encrypted: only the office's server can read it. Nothing disappears here: your entries stay until the server has confirmed them to this tablet.
carry-back = Back to the lock

carried-title = Colleagues' records
carried-lead = When a colleague's tablet cannot send, you can deliver its records with yours. It cannot be read here.
carried-take = Take a colleague's file
carried-taking = Taking the file…
carried-taken = Taken { $when }
carried-waits = Waits for a connection, then goes by itself
carried-delivered = Delivered { $when }
carried-damaged = The server could not read the file, or a part of it. Try again, or ask your colleague to write it again.
carried-unknown = The server does not know whose file this is. Call the office.
carried-forget = Do not show
carried-again = Try again
carried-drop = Do not deliver
carried-drop-ask = Delete this file from your tablet? What was not delivered of it will be on your colleague's tablet alone.
carried-drop-yes = Delete
carried-drop-no = Keep

error-carry_nothing = There is nothing to hand over.
    .next = Everything written here has reached the server.
error-carry_other = This file is another municipality's.
    .next = Nothing was changed. Only a tablet of that municipality can deliver it.
error-carry_damaged = The file could not be read.
    .next = It is not a file of handed-over records, or was damaged on the way. Nothing was changed: ask your colleague to write it again.
error-carry_too_large = The file is too large.
    .next = Nothing was changed. Check that you chose the file written on your colleague's tablet.
error-carry_too_much = More waits here than one file takes.
    .next = Connect this tablet to the internet, and it sends everything itself. Nothing was lost.
error-carry_full = Twenty colleagues' files wait here already.
    .next = Connect the tablet to the internet so that they are delivered, then try again. Nothing was changed.

link-title = Your colleague's tablet is nearby
link-lead = If both tablets are in the same Wi-Fi network, no file needs to be carried.
link-open = Show the code to your colleague
link-show = On your colleague's tablet, tap the connection line, choose “Take from a tablet nearby” and type:
link-code = The same code as a picture
link-left = Valid for another { $time }
link-taken = Your colleague's tablet has taken everything and will deliver it.
link-over = The code is no longer valid. Show a new one.
link-in = Take from a tablet nearby
link-typed = Code from your colleague's tablet
link-typed-hint = For instance 192.168.1.23:47113 7K3Q-M9TX-VB2N-8RC5. Both tablets must be in the same network. Or scan the picture with the tablet's camera and paste what it read.
link-take = Take

error-link_wrong = The code does not fit.
    .next = Compare it with your colleague's screen and type it again. Nothing was changed.
error-link_unreachable = Your colleague's tablet does not answer.
    .next = Check that both tablets are in the same network and that the code is still shown. Nothing was changed; you can move the file as well.
error-link_no_network = This tablet is in no network.
    .next = Connect it to the Wi-Fi network that your colleague's tablet is in, or move the file.
