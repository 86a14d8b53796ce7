// A disk of its own, small enough to fill up.

#ifndef IZIN_TESTS_INTEGRATION_SMALL_DISK_H_
#define IZIN_TESTS_INTEGRATION_SMALL_DISK_H_

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/mount.h>
#include <unistd.h>

#include "tests/integration/process.h"

namespace izin::testing {

// Mounted in memory; gone with the object.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size) {
    const std::string options = "mode=0755,size=" + size;
    if (::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options.c_str()) != 0)
      fault_ = std::strerror(errno);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (fault_.empty()) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }

  // Why there is none; "" if there is.
  const std::string& fault() const { return fault_; }
  const std::string& path() const { return folder_.path(); }
  std::uintmax_t free() const { return std::filesystem::space(path()).available; }

  // Takes all the space there is.
  void Fill() const {
    const int file = ::open(ballast().c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    for (std::size_t size = std::size_t{1} << 20; size > 0;) {
      if (::write(file, std::string(size, 'b').data(), size) <= 0) size /= 2;
    }
    ::close(file);
  }
  void Free() const { std::filesystem::remove(ballast()); }
  bool MakeReadOnly() const {
    return ::mount("", path().c_str(), "", MS_REMOUNT | MS_RDONLY, "") == 0;
  }

 private:
  std::string ballast() const { return folder_ / "ballast"; }

  TempFolder folder_;
  std::string fault_;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_INTEGRATION_SMALL_DISK_H_
