"""System calls that the sandbox refuses: their names, and their numbers on x86-64 and on 64-bit ARM ("-": none).

The numbers are those of ``asm/unistd_64.h`` and ``asm-generic/unistd.h``.
"""

from collections.abc import Mapping
from typing import Final

LAST: Final = 450
"""The last number of this table's kernel (Linux 6.0); later calls are refused as unknown, whatever they do."""

ALWAYS: Final = """
socket 41 198
socketpair 53 199
connect 42 203
bind 49 200
listen 50 201
accept 43 202
accept4 288 242
sendto 44 206
sendmsg 46 211
sendmmsg 307 269
ptrace 101 117
process_vm_readv 310 270
process_vm_writev 311 271
process_madvise 440 440
process_mrelease 448 448
pidfd_open 434 434
pidfd_getfd 438 438
pidfd_send_signal 424 424
kcmp 312 272
migrate_pages 256 238
move_pages 279 239
io_uring_setup 425 425
io_uring_enter 426 426
io_uring_register 427 427
bpf 321 280
perf_event_open 298 241
userfaultfd 323 282
keyctl 250 219
add_key 248 217
request_key 249 218
mount 165 40
umount2 166 39
pivot_root 155 41
chroot 161 51
open_tree 428 428
move_mount 429 429
fsopen 430 430
fsconfig 431 431
fsmount 432 432
fspick 433 433
mount_setattr 442 442
unshare 272 97
setns 308 268
open_by_handle_at 304 265
init_module 175 105
finit_module 313 273
delete_module 176 106
kexec_load 246 104
kexec_file_load 320 294
reboot 169 142
swapon 167 224
swapoff 168 225
sethostname 170 161
setdomainname 171 162
settimeofday 164 170
clock_settime 227 112
adjtimex 159 171
clock_adjtime 305 266
acct 163 89
quotactl 179 60
quotactl_fd 443 443
syslog 103 116
iopl 172 -
ioperm 173 -
vhangup 153 58
fanotify_init 300 262
inotify_init 253 -
inotify_init1 294 26
shmget 29 194
shmat 30 196
shmctl 31 195
semget 64 190
semop 65 193
semtimedop 220 192
semctl 66 191
msgget 68 186
msgsnd 69 189
msgrcv 70 188
msgctl 71 187
mq_open 240 180
mq_unlink 241 181
chown 92 -
lchown 94 -
fchown 93 55
fchownat 260 54
setxattr 188 5
lsetxattr 189 6
fsetxattr 190 7
removexattr 197 14
lremovexattr 198 15
fremovexattr 199 16
chmod 90 -
fchmod 91 52
fchmodat 268 53
utime 132 -
utimes 235 -
futimesat 261 -
utimensat 280 88
truncate 76 45
"""
WITHOUT_PROGRAMS: Final = """
fork 57 -
vfork 58 -
execve 59 221
execveat 322 281
tkill 200 130
rt_sigqueueinfo 129 138
rt_tgsigqueueinfo 297 240
setpriority 141 140
ioprio_set 251 30
sched_setparam 142 118
sched_setscheduler 144 119
sched_setattr 314 274
sched_setaffinity 203 122
"""
# Refused by their arguments, or with another error.
BY_ARGUMENTS: Final = """
clone 56 220
clone3 435 435
fcntl 72 25
ioctl 16 29
kill 62 129
prlimit64 302 261
tgkill 234 131
"""


def numbers(table: str, column: int) -> Mapping[str, int]:
    """Return the numbers of a table's system calls by their names; ``column`` is 1 for x86-64, 2 for ARM."""
    rows = (line.split() for line in table.split("\n") if line)
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
