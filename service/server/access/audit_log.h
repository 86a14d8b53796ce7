// The account that is kept of admin calls.

#ifndef IZIN_SERVICE_SERVER_ACCESS_AUDIT_LOG_H_
#define IZIN_SERVICE_SERVER_ACCESS_AUDIT_LOG_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "service/base/clock.h"

namespace izin {

// One line of it.
struct AuditEntry {
  std::string who;      // empty: nobody in particular
  std::string from;     // the address: "ipv4:10.1.2.3:40112", "unix:", "http"
  std::string method;   // "ActivateRuleset"
  std::string outcome;  // "BEGUN", "OK", or the code of the status that ended it
  std::string message;  // of that status
  std::vector<std::pair<std::string, std::string>> what;  // {"ruleset", "rulesets/..."}
};

// Each entry goes to the server's log, as `event=audit key="value"`, and to a file, where there is
// one, as a line of JSON: appended in one write, and on disk before Write returns. A file that was
// moved or removed is opened again under its name, and one that was cut goes on at its new end: any
// way of rotating it will do. Thread-safe.
class AuditLog {
 public:
  struct Options {
    std::string path;                                                  // empty: no file
    std::function<void(const std::string& line, bool is_fault)> tell;  // may be empty
  };

  // InvalidArgument, naming the file, for one that cannot be opened to append.
  static absl::StatusOr<std::unique_ptr<AuditLog>> Open(Options options, const Clock& clock);
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;
  AuditLog& operator=(const AuditLog&) = delete;

  // Unavailable where the file cannot take it; the server's log has it all the same.
  absl::Status Write(const AuditEntry& entry);

 private:
  AuditLog(Options options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}

  // The file under its name, open.
  absl::Status OpenFile() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool IsStillThere() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Options options_;
  const Clock& clock_;
  absl::Mutex mutex_;
  int fd_ ABSL_GUARDED_BY(mutex_) = -1;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_AUDIT_LOG_H_
