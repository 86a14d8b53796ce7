// Reclassifies a whole registry: rows in, changes, rejects, notifications and figures out, all in
// the order of the rows.

#ifndef IZIN_SERVICE_RECLASSIFY_REGISTRY_RUN_H_
#define IZIN_SERVICE_RECLASSIFY_REGISTRY_RUN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "izin/internal/registry.pb.h"
#include "service/reclassify/registry_columns.h"
#include "service/reclassify/registry_worker.h"
#include "service/reclassify/repeated_ids.h"
#include "service/reclassify/run_rulesets.h"

namespace izin {

// What is read. An empty path of an output: none.
struct RegistryInput {
  std::string path = "-";
  std::optional<RegistryFormat> format;  // nothing: as its first character says
  char delimiter = 0;                    // 0: whichever its head holds most of
  std::vector<ColumnRename> renames;
};

struct RegistryOutputs {
  std::string changes;  // "-" is standard output
  std::string rejects;
  std::string notifications;
  RegistryFormat format = RegistryFormat::kCsv;
  bool changes_only = false;
  bool explain = false;
};

struct RegistryLimits {
  int threads = 1;
  std::uint32_t shard = 1;  // from 1
  std::uint32_t shards = 1;
  std::int64_t dry_run_rows = 0;  // above 0: so many rows, and no output
  std::string checkpoint_folder;  // empty: none
  absl::Duration checkpoint_every = absl::Seconds(1);
  // What is kept of answers for all threads. Beside that a thread has some of its own, so that
  // where they are several a fifth of it for each more is not used, down to a half.
  std::size_t cache_bytes = std::size_t{30} << 20;
};

struct RegistryOptions {
  RegistryInput input;
  RegistryOutputs outputs;
  RegistryLimits limits;
};

// How far a run is.
struct RegistryProgress {
  std::int64_t rows = 0;  // of this run: without those before a checkpoint
  std::int64_t changed = 0;
  std::int64_t rejected = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes = 0;  // of the file; 0 = not known
};

struct RegistryResult {
  internal::RegistrySummary summary;
  RepeatedIds repeated;
  std::vector<std::string> ignored_columns;
  std::string input_change;  // the file changed while it was read; empty: it did not
  bool was_done = false;     // by an earlier run, as its checkpoint says
};

// `pipeline` holds the library of `rulesets`. With a checkpoint folder the run goes on where an
// earlier one stopped, however that ended, and the outputs are the bytes of one run. Of a shard a
// manifest is written beside its changes.
//
// INVALID_ARGUMENT for a file without the columns wanted, NOT_FOUND or UNAVAILABLE for what cannot
// be read or written, DATA_LOSS for damaged input or outputs, FAILED_PRECONDITION for a checkpoint
// of something else. What was written before a failure stays.
absl::StatusOr<RegistryResult> ReclassifyRegistry(
    const RegistryOptions& options, const RunRulesets& rulesets, const Pipeline& pipeline,
    const std::function<void(const RegistryProgress&)>& on_progress);

// Where the manifest of a shard lies, and its ids, which the merge reads.
std::string ManifestPath(const std::string& changes);
std::string IdsPath(const std::string& changes);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REGISTRY_RUN_H_
