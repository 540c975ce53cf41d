"""Behaves towards the outside like MPyC's runtime: same options, same lines, same ways to hang; it computes nothing."""

import datetime
import os
import socket
import sys
import time


def log(message):
    now = datetime.datetime.now()
    print(f'{now:%Y-%m-%d %H:%M:%S},{now.microsecond // 1000:03d} {message}')


class Runtime:
    def __init__(self):
        arguments, self.parties, self.pid = sys.argv[1:], [], 0
        rest = []
        while arguments:
            word = arguments.pop(0)
            if word == '-P':
                self.parties.append(arguments.pop(0).rsplit(':', 1))
            elif word == '-I':
                self.pid = int(arguments.pop(0))
            elif word == '-T':
                arguments.pop(0)
            else:
                rest.append(word)
        sys.argv[1:] = rest
        self.peers = []

    def start(self):
        log('Start MPyC runtime v0.0.0')
        if self.pid:
            listener = socket.create_server(('', int(self.parties[self.pid][1])))
            self.peers += [listener.accept()[0] for _ in range(self.pid)]
        for host, port in self.parties[self.pid + 1:]:
            while True:
                try:
                    self.peers.append(socket.create_connection((host, int(port))))
                    break
                except OSError:
                    time.sleep(0.05)
        if self.parties:
            log(f'All {len(self.parties)} parties connected.')

    def exchange(self):
        for peer in self.peers:
            peer.sendall(b'x')
        for peer in self.peers:
            if not peer.recv(1):
                print('ConnectionResetError: [Errno 104] Connection reset by peer', file=sys.stderr)
                while True:
                    time.sleep(1)

    def shutdown(self):
        self.exchange()
        log(f'Stop MPyC -- elapsed time: 0:00:0{self.pid}.250|bytes sent: {100 + self.pid}')


mpc = Runtime()
