/* A library that is loaded before the C library (LD_PRELOAD), and lets calls on chosen files fail. Linux, 64 bits.

   FAILING is "CALLS ERRNO AFTER TIMES PATTERN": which calls (r reads, w writes, s flushes, t truncates, m maps), what
   they say, how many succeed first, how many fail then, and which files, as fnmatch compares paths. The first write that
   fails writes a half. FAILING_LOG gets a line when the first one fails; when none is to fail, one for each call. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static char calls[8], pattern[512];
static int number, ready;
static long after, times, seen;

static void tell(char call, const char *path)
{
    char line[4200];
    const char *log = getenv("FAILING_LOG");
    int file = log ? syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT, 0600) : -1;
    if (file < 0)
        return;
    syscall(SYS_write, file, line, (size_t)snprintf(line, sizeof line, "%c %s\n", call, path));
    syscall(SYS_close, file);
}

__attribute__((constructor)) static void begin(void)
{
    const char *given = getenv("FAILING");
    ready = given && sscanf(given, "%7s %d %ld %ld %511[^\n]", calls, &number, &after, &times, pattern) == 5;
}

/* How many such calls fail before this one, this one among them: 0 for none. */
static long fails(int file, char call)
{
    char link[64], path[4096];
    ssize_t length;
    long failed;
    if (!ready || file < 0 || !strchr(calls, call))
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (fnmatch(pattern, path, 0))
        return 0;
    if (!times)
        tell(call, path);
    failed = __sync_add_and_fetch(&seen, 1) - after;
    if (failed <= 0 || failed > times)
        return 0;
    if (failed == 1)
        tell(call, path);
    return failed;
}

#define FAIL_OR(file, call, otherwise) \
    do { \
        if (fails(file, call)) { \
            errno = number; \
            return -1; \
        } \
        return otherwise; \
    } while (0)

ssize_t read(int file, void *to, size_t size) { FAIL_OR(file, 'r', syscall(SYS_read, file, to, size)); }
ssize_t pread(int file, void *to, size_t size, off_t at) { FAIL_OR(file, 'r', syscall(SYS_pread64, file, to, size, at)); }
ssize_t pread64(int file, void *to, size_t size, off_t at) { FAIL_OR(file, 'r', syscall(SYS_pread64, file, to, size, at)); }
int fsync(int file) { FAIL_OR(file, 's', syscall(SYS_fsync, file)); }
int fdatasync(int file) { FAIL_OR(file, 's', syscall(SYS_fdatasync, file)); }
int ftruncate(int file, off_t size) { FAIL_OR(file, 't', syscall(SYS_ftruncate, file, size)); }
int ftruncate64(int file, off_t size) { FAIL_OR(file, 't', syscall(SYS_ftruncate, file, size)); }
ssize_t sendfile(int to, int from, off_t *at, size_t size) { FAIL_OR(to, 'w', syscall(SYS_sendfile, to, from, at, size)); }
ssize_t sendfile64(int to, int from, off_t *at, size_t size) { FAIL_OR(to, 'w', syscall(SYS_sendfile, to, from, at, size)); }

static ssize_t written(int file, const void *from, size_t size, off_t at)
{
    long failed = fails(file, 'w');
    if (failed == 1 && size > 1)
        size /= 2; /* The caller has to come again for the rest. */
    else if (failed) {
        errno = number;
        return -1;
    }
    return at < 0 ? syscall(SYS_write, file, from, size) : syscall(SYS_pwrite64, file, from, size, at);
}

ssize_t write(int file, const void *from, size_t size) { return written(file, from, size, -1); }
ssize_t pwrite(int file, const void *from, size_t size, off_t at) { return written(file, from, size, at); }
ssize_t pwrite64(int file, const void *from, size_t size, off_t at) { return written(file, from, size, at); }

static void *mapped(void *at, size_t size, int how, int flags, int file, off_t from)
{
    if (fails(file, 'm')) {
        errno = number;
        return MAP_FAILED;
    }
    return (void *)syscall(SYS_mmap, at, size, how, flags, file, from);
}

void *mmap(void *at, size_t size, int how, int flags, int file, off_t from) { return mapped(at, size, how, flags, file, from); }
void *mmap64(void *at, size_t size, int how, int flags, int file, off_t from) { return mapped(at, size, how, flags, file, from); }
