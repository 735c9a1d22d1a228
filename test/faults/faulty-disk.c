/*
 * Stands between a server and the system calls by which it writes its ledger. While the folder
 * $FAULTS holds a file `write` or `sync`, these calls fail with the error number that the file
 * holds; only on files whose path begins with $FAULTY, so that nothing else suffers.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_ledger(int fd) {
  const char *prefix = getenv("FAULTY");
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (!prefix || length < 0) return 0;
  path[length] = '\0';
  return strncmp(path, prefix, strlen(prefix)) == 0;
}

/* The error that a kind of call is to fail with; 0: it is not. */
static int fault(const char *kind, int fd) {
  const char *folder = getenv("FAULTS");
  char path[4096];
  int number = 0;
  if (!folder || !is_ledger(fd)) return 0;
  snprintf(path, sizeof path, "%s/%s", folder, kind);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  if (fscanf(file, "%d", &number) != 1) number = EIO;
  fclose(file);
  return number;
}

#define PASS(type, name, kind, parameters, arguments)                        \
  type name parameters {                                                     \
    static type(*real) parameters;                                           \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);           \
    int number = fault(kind, fd);                                            \
    if (number) {                                                            \
      errno = number;                                                        \
      return -1;                                                             \
    }                                                                        \
    return real arguments;                                                   \
  }

PASS(ssize_t, pwrite64, "write", (int fd, const void *bytes, size_t count, off64_t offset),
     (fd, bytes, count, offset))
PASS(ssize_t, pwrite, "write", (int fd, const void *bytes, size_t count, off_t offset),
     (fd, bytes, count, offset))
PASS(ssize_t, write, "write", (int fd, const void *bytes, size_t count), (fd, bytes, count))
PASS(int, ftruncate64, "write", (int fd, off64_t length), (fd, length))
PASS(int, fdatasync, "sync", (int fd), (fd))
PASS(int, fsync, "sync", (int fd), (fd))
