// The outputs of a run, and the checkpoint that says how far they are.

#ifndef IZIN_SERVICE_RECLASSIFY_RUN_OUTPUTS_H_
#define IZIN_SERVICE_RECLASSIFY_RUN_OUTPUTS_H_

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "izin/internal/registry.pb.h"
#include "service/reclassify/id_pages.h"
#include "service/reclassify/output_file.h"
#include "service/reclassify/registry_worker.h"

namespace izin {

// Paths of a run; empty: none. Of ids (IdPages) without a path a file for the time of the run is
// kept.
struct OutputPaths {
  std::string changes;
  std::string rejects;
  std::string notifications;
  std::string ids;
};

// Single-threaded.
class RunOutputs {
 public:
  // Creates the outputs with their heads.
  static absl::StatusOr<std::unique_ptr<RunOutputs>> Create(const OutputPaths& paths,
                                                            const PairForm& form);
  // Opens them where the checkpoint left them.
  static absl::StatusOr<std::unique_ptr<RunOutputs>> Continue(
      const OutputPaths& paths, const internal::RunCheckpoint& checkpoint);

  absl::Status Write(const BlockResult& result);
  // All that was given is in the files.
  absl::Status Flush();
  // And stays there, even if the power goes.
  absl::Status Sync();
  const OutputFile& ids() const { return *files_[kIds]; }
  // One for each, in the order of OutputPaths.
  void Mark(google::protobuf::RepeatedPtrField<internal::OutputMark>& marks) const;

 private:
  static constexpr std::size_t kIds = 3;
  static constexpr std::size_t kFiles = 4;

  std::array<std::unique_ptr<OutputFile>, kFiles> files_;
  IdPages id_pages_;
  std::string full_pages_;
};

// The file `checkpoint` of a folder.
class CheckpointFile {
 public:
  // Makes the folder if it is not there.
  static absl::StatusOr<CheckpointFile> Open(const std::string& folder);

  // Nothing if there is none; DATA_LOSS if it cannot be read as one.
  absl::StatusOr<std::optional<internal::RunCheckpoint>> Load() const;
  absl::Status Save(const internal::RunCheckpoint& checkpoint) const;
  std::string ids_path() const { return folder_ + "/ids"; }

 private:
  explicit CheckpointFile(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_RUN_OUTPUTS_H_
