// How far a long run is, on standard error: one line that is written over on a terminal, else a
// plain line now and then.

#ifndef IZIN_SERVICE_CLI_RUN_PROGRESS_H_
#define IZIN_SERVICE_CLI_RUN_PROGRESS_H_

#include <string>

#include "absl/time/time.h"

#include "service/reclassify/registry_run.h"
#include "service/request/validate_request.h"

namespace izin::cli {

// "1.234.567 baris, 45%, 2.100.000 baris/detik, sisa 0:12". The share and the time left only where
// the size of the file is known.
std::string ProgressText(const RegistryProgress& progress, absl::Duration elapsed,
                         Language language);

// Single-threaded.
class RunProgress {
 public:
  RunProgress(bool is_terminal, Language language);
  // Ends the line.
  ~RunProgress();
  RunProgress(const RunProgress&) = delete;
  RunProgress& operator=(const RunProgress&) = delete;

  void Show(const RegistryProgress& progress);

 private:
  const bool is_terminal_;
  const Language language_;
  const absl::Time start_;
  absl::Time last_;
  bool has_line_ = false;
};

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_RUN_PROGRESS_H_
