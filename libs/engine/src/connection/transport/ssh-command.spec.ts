import { sshArguments } from './ssh-command';

describe('sshArguments', () => {
  it('ends the options before the host', () => {
    const words = sshArguments({ kind: 'ssh', host: 'build', user: 'pi', port: 2222 }).join(' ');
    expect(words).toMatch(/ -l pi -p 2222 -- build docker system dial-stdio$/);
  });

  it('names another socket of the other side', () => {
    const words = sshArguments({ kind: 'ssh', host: 'build', socket: '/run/d.sock' }).join(' ');
    expect(words).toMatch(/ -- build docker --host unix:\/\/\/run\/d\.sock system dial-stdio$/);
    expect(words).not.toContain('-l');
  });
});
