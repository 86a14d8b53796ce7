#include "service/lifecycle/ruleset_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/base/thread_priority.h"
#include "service/lifecycle/examine_bundle.h"
#include "service/lifecycle/minisign.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kBundleEnd = ".bundle";
constexpr absl::string_view kSignatureEnd = ".minisig";
constexpr std::size_t kMostFiles = 1000;
constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE |
                                   IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;

// Another text for another content, as far as the file system tells; "" where there is no file.
std::string LookOf(const std::string& path) {
  struct stat found = {};
  if (::stat(path.c_str(), &found) != 0) return "";
  return absl::StrCat(found.st_dev, " ", found.st_ino, " ", found.st_size, " ",
                      found.st_mtim.tv_sec, ".", found.st_mtim.tv_nsec, " ", found.st_ctim.tv_sec,
                      ".", found.st_ctim.tv_nsec);
}

// A regular file, whole. A pipe or a device is none, and is not waited for.
absl::StatusOr<std::string> ReadWhole(const std::string& path, std::size_t most) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return absl::UnavailableError(absl::StrCat("cannot be read: ", ::strerror(errno)));
  struct stat found = {};
  std::string bytes;
  absl::Status status;
  if (::fstat(file, &found) != 0 || !S_ISREG(found.st_mode)) {
    status = absl::InvalidArgumentError("want a file");
  } else if (static_cast<std::uint64_t>(found.st_size) > most) {
    status = absl::InvalidArgumentError(absl::StrCat(found.st_size, " bytes: want at most ", most));
  } else {
    bytes.resize(static_cast<std::size_t>(found.st_size));
    std::size_t size = 0;
    ssize_t got = 1;
    while (got > 0 && size < bytes.size()) {
      got = ::read(file, bytes.data() + size, bytes.size() - size);
      if (got > 0) size += static_cast<std::size_t>(got);
    }
    if (got < 0)
      status = absl::UnavailableError(absl::StrCat("cannot be read: ", ::strerror(errno)));
    bytes.resize(size);
  }
  ::close(file);
  if (!status.ok()) return status;
  return bytes;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RulesetFolder>> RulesetFolder::Watch(Options options) {
  std::error_code fault;
  if (!fs::is_directory(options.path, fault))
    return absl::NotFoundError(absl::StrCat(options.path, ": no such folder"));
  const int notify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  const int end = ::eventfd(0, EFD_CLOEXEC);
  if (notify < 0 || end < 0 || ::inotify_add_watch(notify, options.path.c_str(), kChanges) < 0) {
    const std::string why = ::strerror(errno);
    if (notify >= 0) ::close(notify);
    if (end >= 0) ::close(end);
    return absl::UnavailableError(absl::StrCat(options.path, ": cannot be watched: ", why));
  }
  std::unique_ptr<RulesetFolder> folder(new RulesetFolder(std::move(options), notify, end));
  folder->Look();
  folder->thread_ = std::thread([raw = folder.get()] {
    LowerThreadPriority();
    raw->Run();
  });
  return folder;
}

void RulesetFolder::Stop() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  while (::write(end_, &one, sizeof(one)) < 0 && errno == EINTR) {
  }
  thread_.join();
  ::close(notify_);
  ::close(end_);
}

bool RulesetFolder::AwaitQuiet() const {
  absl::Duration wait = options_.look_every;
  for (;;) {
    std::array<pollfd, 2> waited = {pollfd{.fd = notify_, .events = POLLIN, .revents = 0},
                                    pollfd{.fd = end_, .events = POLLIN, .revents = 0}};
    const int ready =
        ::poll(waited.data(), waited.size(), static_cast<int>(absl::ToInt64Milliseconds(wait)));
    if (waited[1].revents != 0) return false;
    if (ready == 0) return true;
    // Which change it was does not matter: the whole folder is looked at.
    std::array<char, 4096> changes = {};
    while (::read(notify_, changes.data(), changes.size()) > 0) {
    }
    wait = options_.quiet;
  }
}

void RulesetFolder::Run() {
  while (AwaitQuiet()) {
    // A folder that was put in the place of another is another to the kernel.
    (void)::inotify_add_watch(notify_, options_.path.c_str(), kChanges);
    Look();
  }
}

void RulesetFolder::Look() {
  std::vector<std::string> bundles;
  std::error_code fault;
  for (fs::directory_iterator at(options_.path, fault), end; !fault && at != end;
       at.increment(fault)) {
    const std::string name = at->path().filename().string();
    if (name[0] != '.' && absl::EndsWith(name, kBundleEnd) && bundles.size() < kMostFiles)
      bundles.push_back(at->path().string());
  }
  std::sort(bundles.begin(), bundles.end());
  for (const std::string& path : bundles) Take(path);
}

void RulesetFolder::Take(const std::string& bundle_path) {
  const std::string signature_path = absl::StrCat(bundle_path, kSignatureEnd);
  const std::string looks_of_signature = LookOf(signature_path);
  if (looks_of_signature.empty()) return;  // it is still to come
  const std::string looks = absl::StrCat(LookOf(bundle_path), "|", looks_of_signature);
  std::string& before = seen_[bundle_path];
  if (before == looks) return;
  before = looks;
  const absl::StatusOr<std::string> signature = ReadWhole(signature_path, minisign::kMaxTextBytes);
  if (!signature.ok()) return options_.refuse(signature_path, signature.status());
  const absl::StatusOr<std::string> bundle = ReadWhole(bundle_path, kMaxBundleBytes);
  if (!bundle.ok()) return options_.refuse(bundle_path, bundle.status());
  if (absl::IsUnavailable(options_.offer(bundle_path, *bundle, *signature)))
    seen_.erase(bundle_path);
}

}  // namespace izin
