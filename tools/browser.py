# SPDX-License-Identifier: GPL-2.0-only
"""A headless Chromium, over the DevTools protocol on pipes, without other packages."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


def find_chromium():
    """The path of a Chromium, or None."""
    for name in (os.environ.get('CHROMIUM', ''), 'chromium', 'chromium-browser', 'google-chrome'):
        path = shutil.which(name) if name else None
        if path:
            return path
    return None


class Page:
    """A page in a browser of its own."""

    def __init__(self, width=1440, height=900, options=()):
        self.folder = tempfile.mkdtemp(prefix='waku-view-')
        to_read, self.output = os.pipe()
        self.input, to_write = os.pipe()

        def place_pipes():
            high = [os.dup(to_read), os.dup(to_write)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [find_chromium(), '--headless=new', '--no-sandbox', '--remote-debugging-pipe', '--disable-dev-shm-usage',
             '--hide-scrollbars', '--no-first-run', '--disable-extensions', '--disable-background-networking',
             '--user-data-dir=' + self.folder, '--window-size=%d,%d' % (width, height), *options, 'about:blank'],
            preexec_fn=place_pipes, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number = 0
        self.rest = b''
        self.messages = []  # what the console said, and errors
        self.session = None
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        self.call('Page.enable')
        self.call('Runtime.enable')
        self.call('Log.enable')
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)

    def receive(self, timeout):
        """The next message of the browser."""
        until = time.monotonic() + timeout
        while b'\0' not in self.rest:
            ready, _, _ = select.select([self.input], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise TimeoutError('the browser does not answer')
            got = os.read(self.input, 1 << 20)
            if not got:
                raise RuntimeError('the browser has ended')
            self.rest += got
        text, self.rest = self.rest.split(b'\0', 1)
        return json.loads(text)

    def call(self, method, timeout=180, **parameters):
        """The result of a method of the protocol."""
        self.number += 1
        call = {'id': self.number, 'method': method, 'params': parameters}
        if getattr(self, 'session', None):
            call['sessionId'] = self.session
        text = json.dumps(call).encode() + b'\0'
        while text:
            text = text[os.write(self.output, text):]
        while True:
            message = self.receive(timeout)
            if message.get('id') == self.number:
                if 'error' in message:
                    raise RuntimeError('%s: %s' % (method, message['error']['message']))
                return message['result']
            self.note(message)

    def note(self, message):
        """Keep errors and warnings."""
        parameters = message.get('params', {})
        if message.get('method') == 'Runtime.exceptionThrown':
            details = parameters['exceptionDetails']
            self.messages.append(details.get('exception', {}).get('description', details['text']))
        elif message.get('method') == 'Runtime.consoleAPICalled' and parameters['type'] in ('error', 'warning', 'assert'):
            self.messages.append(str([a.get('value', a.get('description')) for a in parameters['args']]))
        elif message.get('method') == 'Log.entryAdded' and parameters['entry']['level'] in ('error', 'warning'):
            self.messages.append(parameters['entry']['text'])

    def open(self, path, mark=''):
        """Open a file, as a user does from the disk."""
        self.call('Page.navigate', url='about:blank')
        self.call('Page.navigate', url='file://' + os.path.abspath(path) + ('#' + mark if mark else ''))
        until = time.monotonic() + 180
        while self.run("document.readyState === 'complete' && !!window.wakuView") is not True:
            if time.monotonic() > until or self.messages:
                raise RuntimeError('%s does not open: %s' % (path, self.messages))
            time.sleep(0.1)

    def run(self, expression):
        """The value of an expression of JavaScript."""
        result = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in result:
            raise RuntimeError(result['exceptionDetails'].get('exception', {}).get('description', expression))
        return result['result'].get('value')

    def press(self, key):
        """Press a key."""
        text = {'text': key} if len(key) == 1 else {}
        self.call('Input.dispatchKeyEvent', type='keyDown', key=key, **text)
        self.call('Input.dispatchKeyEvent', type='keyUp', key=key)

    def click(self, x, y):
        """Click at a place of the window."""
        for kind in ('mouseMoved', 'mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=x, y=y, button='left' if kind != 'mouseMoved' else 'none',
                      clickCount=1 if kind != 'mouseMoved' else 0)

    def settle(self):
        """Wait until the layout stands and everything is drawn."""
        until = time.monotonic() + 120
        while self.run('!!wakuView.layout.step || wakuView.isDirty') and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(0.2)

    def shoot(self, path):
        """Write a picture of the window."""
        png = self.call('Page.captureScreenshot', format='png')['data']
        with open(path, 'wb') as out:
            out.write(base64.b64decode(png))

    def close(self):
        """End the browser."""
        try:
            self.session = None
            self.call('Browser.close', timeout=5)
        except (RuntimeError, TimeoutError, OSError):
            pass
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.output)
        os.close(self.input)
        shutil.rmtree(self.folder, ignore_errors=True)
