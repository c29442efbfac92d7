from contextlib import redirect_stdout
from io import StringIO
from unittest import TestCase

from machine.transcript import Transcript


class Lines(TestCase):
    def test_they_are_complete_and_without_escape_sequences(self) -> None:
        transcript = Transcript()
        with redirect_stdout(StringIO()) as said:
            transcript.write("[  OK  ] \x1b[0;1;39mssh.serv")
            self.assertEqual(transcript.lines, [])
            transcript.write("ice\x1b[0m\r\n\x1b]0;title\x07login: ")
            self.assertEqual(transcript.lines, ["[  OK  ] ssh.service"])
            self.assertEqual(transcript.unfinished, "\x1b]0;title\x07login: ")
            transcript.end()
            transcript.end()
        self.assertEqual(transcript.lines, ["[  OK  ] ssh.service", "login: "])
        self.assertEqual((said.getvalue(), transcript.unfinished), ("[  OK  ] ssh.service\nlogin: \n", ""))
