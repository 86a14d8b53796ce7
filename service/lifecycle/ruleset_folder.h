// A folder of signed rulesets that is watched: what is put into it is offered for activation.
//
//   <name>.bundle            as izin rules build makes it
//   <name>.bundle.minisig    as izin rules sign makes it
//
// Both are to be moved in whole (written elsewhere on the same disk, then renamed), the signature
// first. Whatever way they come, a pair is read only when nothing in the folder has changed for a
// moment, and bytes that do not match their signature are refused; what follows offers them anew.

#ifndef IZIN_SERVICE_LIFECYCLE_RULESET_FOLDER_H_
#define IZIN_SERVICE_LIFECYCLE_RULESET_FOLDER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace izin {

// Thread-safe. Watches by inotify, and looks by itself every few seconds, for folders whose changes
// the kernel does not tell (network file systems); `Stop` or the destructor ends it.
class RulesetFolder {
 public:
  struct Options {
    std::string path;
    absl::Duration quiet = absl::Milliseconds(200);  // without a change before files are read
    absl::Duration look_every = absl::Seconds(10);
    // Called on the thread of the folder, for each pair that is new or was changed, by name. What
    // is Unavailable is offered again later.
    std::function<absl::Status(const std::string& path, const std::string& bundle,
                               const std::string& signature)>
        offer;
    // A file that cannot be taken: no signature that can be read, too large, no file.
    std::function<void(const std::string& path, const absl::Status& why)> refuse;
  };

  // Offers what is there before it returns, then watches. NotFound for a path that is no folder,
  // Unavailable where the system gives no watch.
  static absl::StatusOr<std::unique_ptr<RulesetFolder>> Watch(Options options);

  ~RulesetFolder() { Stop(); }
  RulesetFolder(const RulesetFolder&) = delete;
  RulesetFolder& operator=(const RulesetFolder&) = delete;

  void Stop();

 private:
  RulesetFolder(Options options, int notify, int end)
      : options_(std::move(options)), notify_(notify), end_(end) {}

  void Run();
  // True once nothing has changed for a moment; false at the end.
  bool AwaitQuiet() const;
  void Look();
  void Take(const std::string& bundle_path);

  const Options options_;
  const int notify_;
  const int end_;                            // an eventfd
  std::map<std::string, std::string> seen_;  // what files looked like when they were dealt with
  std::thread thread_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_RULESET_FOLDER_H_
