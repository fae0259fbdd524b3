import { describe, expect, it } from 'vitest';
import { attemptsIn, hasCalls } from '../../support/network/trace';

const trace = `4242  connect(31, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X99"}, 20) = 0
4242  connect(33, {sa_family=AF_INET, sin_port=htons(5080), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress)
4243  connect(40, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH (Network is unreachable)
4243  connect(41, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("9.9.9.9")}, 16 <unfinished ...>
4243  <... connect resumed>)            = 0
4243  sendmmsg(41, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=""..., iov_len=31}], msg_iovlen=1}, msg_len=31}], 2, MSG_NOSIGNAL) = 2
4243  sendto(42, ""..., 40, 0, {sa_family=AF_INET, sin_port=htons(1900), sin_addr=inet_addr("239.255.255.250")}, 16) = 40
4244  sendto(43, [{nlmsg_len=20, nlmsg_type=RTM_GETADDR}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20
4244  connect(44, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
4244  connect(44, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 41) = 0
4242  sendmsg(5, {msg_name=NULL, msg_namelen=0, msg_iovlen=1}, MSG_NOSIGNAL) = 24
4242  +++ exited with 0 +++`;

describe('attempts in a trace', () => {
  it('are every address of the network and every service that asks it for names, and nothing of this computer', () => {
    expect(attemptsIn(trace)).toEqual([
      { call: 'connect', address: '127.0.0.1:5080' },
      { call: 'connect', address: '[2001:4860:4860::8888]:443' },
      { call: 'connect', address: '9.9.9.9:53' },
      { call: 'sendto', address: '239.255.255.250:1900' },
      { call: 'connect', address: '/run/systemd/resolve/io.systemd.Resolve' },
    ]);
  });

  it('are no looking for a service that is not there, also when its outcome stands on another line', () => {
    const interrupted = `4244  connect(44, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110 <unfinished ...>
4242  sendmsg(5, {msg_name=NULL, msg_namelen=0, msg_iovlen=1}, MSG_NOSIGNAL) = 24
4244  <... connect resumed>)            = -1 ENOENT (No such file or directory)`;
    expect(attemptsIn(interrupted)).toEqual([]);
    expect(attemptsIn(interrupted.replace('-1 ENOENT (No such file or directory)', '0'))).toEqual([
      { call: 'connect', address: '/var/run/nscd/socket' },
    ]);
  });

  it('are those of a process that ended before it had its answer, too', () => {
    expect(
      attemptsIn(
        '4243  connect(41, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("9.9.9.9")}, 16 <unfinished ...>',
      ),
    ).toEqual([{ call: 'connect', address: '9.9.9.9:53' }]);
  });

  it('are none only when something was traced', () => {
    expect(hasCalls(trace)).toBe(true);
    expect(hasCalls('4242  +++ exited with 0 +++')).toBe(false);
  });
});
