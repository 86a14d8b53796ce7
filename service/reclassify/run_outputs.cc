#include "service/reclassify/run_outputs.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/reclassify/change_rows.h"
#include "service/reclassify/notifications.h"

namespace izin {
namespace {

std::array<std::string, 4> AsArray(const OutputPaths& paths) {
  return {paths.changes, paths.rejects, paths.notifications, paths.ids};
}

}  // namespace

absl::StatusOr<std::unique_ptr<RunOutputs>> RunOutputs::Create(const OutputPaths& paths,
                                                               const PairForm& form) {
  auto outputs = std::make_unique<RunOutputs>();
  const std::array<std::string, kFiles> names = AsArray(paths);
  for (std::size_t i = 0; i < kFiles; ++i) {
    absl::StatusOr<std::unique_ptr<OutputFile>> file =
        i == kIds && names[i].empty() ? OutputFile::Temporary() : OutputFile::Create(names[i]);
    if (!file.ok()) return file.status();
    outputs->files_[i] = *std::move(file);
  }
  const std::string heads[] = {
      form.format == RegistryFormat::kCsv ? ChangeHeader(form.explain) : std::string(),
      RejectHeader(), NotificationHeader()};
  for (std::size_t i = 0; i < kIds; ++i) {
    if (absl::Status status = outputs->files_[i]->Write(heads[i]); !status.ok()) return status;
  }
  return outputs;
}

absl::StatusOr<std::unique_ptr<RunOutputs>> RunOutputs::Continue(
    const OutputPaths& paths, const internal::RunCheckpoint& checkpoint) {
  auto outputs = std::make_unique<RunOutputs>();
  const std::array<std::string, kFiles> names = AsArray(paths);
  for (std::size_t i = 0; i < kFiles; ++i) {
    absl::StatusOr<std::unique_ptr<OutputFile>> file =
        OutputFile::Continue(names[i], checkpoint.outputs(static_cast<int>(i)).bytes());
    if (!file.ok()) return file.status();
    outputs->files_[i] = *std::move(file);
  }
  return outputs;
}

absl::Status RunOutputs::Write(const BlockResult& result) {
  full_pages_.clear();
  id_pages_.Add(result.ids, full_pages_);
  const absl::string_view parts[] = {result.changes.text(), result.rejects, result.notifications,
                                     full_pages_};
  for (std::size_t i = 0; i < kFiles; ++i) {
    if (absl::Status status = files_[i]->Write(parts[i]); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RunOutputs::Flush() {
  full_pages_.clear();
  id_pages_.Flush(full_pages_);
  return files_[kIds]->Write(full_pages_);
}

absl::Status RunOutputs::Sync() {
  if (absl::Status status = Flush(); !status.ok()) return status;
  for (const std::unique_ptr<OutputFile>& file : files_) {
    if (absl::Status status = file->Sync(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

void RunOutputs::Mark(google::protobuf::RepeatedPtrField<internal::OutputMark>& marks) const {
  for (const std::unique_ptr<OutputFile>& file : files_) {
    internal::OutputMark& mark = *marks.Add();
    mark.set_path(file->path());
    mark.set_bytes(file->bytes());
  }
}

absl::StatusOr<CheckpointFile> CheckpointFile::Open(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder, error)) {
    return absl::UnavailableError(
        absl::StrCat("--checkpoint ", folder, ": no folder can be made there: ", error.message()));
  }
  return CheckpointFile(folder);
}

absl::StatusOr<std::optional<internal::RunCheckpoint>> CheckpointFile::Load() const {
  const std::string path = folder_ + "/checkpoint";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  internal::RunCheckpoint checkpoint;
  if (in.good() && checkpoint.ParseFromString(content.str()) && checkpoint.outputs_size() == 4)
    return checkpoint;
  return absl::DataLossError(
      absl::StrCat(path, ": is no checkpoint: remove the folder to begin anew"));
}

absl::Status CheckpointFile::Save(const internal::RunCheckpoint& checkpoint) const {
  return ReplaceFile(folder_ + "/checkpoint", checkpoint.SerializeAsString());
}

}  // namespace izin
