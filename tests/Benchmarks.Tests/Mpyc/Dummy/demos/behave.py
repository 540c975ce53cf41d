"""Opens the number in data/ twice, or misbehaves at party 1 as its argument says: crash, kill, hang, disagree, alone."""

import os
import signal
import sys
import time
from mpyc.runtime import mpc

how = sys.argv[1] if len(sys.argv) > 1 and mpc.pid == 1 else 'well'
mpc.start() if how != 'alone' else time.sleep(0)
if how == 'crash':
    raise ValueError('this party crashed on purpose')
if how == 'kill':
    os.kill(os.getpid(), signal.SIGKILL)
if how == 'hang':
    print('hanging here')
    while True:
        time.sleep(1)
print('opened', open('data/number').read().strip() if how != 'disagree' else 'something else')
mpc.shutdown()
mpc.shutdown()
