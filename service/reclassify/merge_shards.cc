#include "service/reclassify/merge_shards.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/reclassify/byte_source.h"
#include "service/reclassify/registry_run.h"

namespace izin {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{256} << 10;
constexpr int kMergedOutputs = 3;  // changes, rejects, notifications
constexpr int kIds = 3;

absl::Status NotOneWhole(const std::string& why) {
  return absl::FailedPreconditionError(absl::StrCat("the shards are not parts of one run: ", why));
}

absl::Status Check(const std::vector<internal::ShardManifest>& manifests) {
  const internal::ShardManifest& first = manifests.front();
  if (manifests.size() != first.shards())
    return NotOneWhole(absl::StrCat(manifests.size(), " given, of ", first.shards()));
  for (std::size_t i = 0; i < manifests.size(); ++i) {
    const internal::ShardManifest& manifest = manifests[i];
    const std::string name = absl::StrCat("shard ", manifest.shard(), "/", manifest.shards());
    if (manifest.shards() != first.shards() || manifest.shard() != i + 1)
      return NotOneWhole(
          absl::StrCat("shard ", i + 1, "/", first.shards(), " is missing; there is ", name));
    if (manifest.input_digest() != first.input_digest() ||
        manifest.input_bytes() != first.input_bytes())
      return NotOneWhole(absl::StrCat(name, " is of another input"));
    if (manifest.from() != first.from() || manifest.to() != first.to())
      return NotOneWhole(
          absl::StrCat(name, " is of other rulesets: ", manifest.from(), " to ", manifest.to()));
    if (manifest.setting() != first.setting())
      return NotOneWhole(absl::StrCat(name, " was made with other options or another izin"));
  }
  return absl::OkStatus();
}

// Copies `mark` behind what `out` has; without its first line if `has_head`.
absl::Status Append(const internal::OutputMark& mark, bool drops_head, OutputFile& out) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::Open(mark.path());
  if (!source.ok()) return source.status();
  if ((*source)->file_bytes() != mark.bytes())
    return absl::DataLossError(absl::StrCat(mark.path(), ": has ", (*source)->file_bytes(),
                                            " bytes, but its manifest says ", mark.bytes()));
  std::vector<char> buffer(kCopyBytes);
  for (;;) {
    const absl::StatusOr<std::size_t> got = (*source)->Read(absl::MakeSpan(buffer));
    if (!got.ok()) return got.status();
    if (*got == 0) return absl::OkStatus();
    absl::string_view text(buffer.data(), *got);
    if (drops_head) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    drops_head = false;
    if (absl::Status status = out.Write(text); !status.ok()) return status;
  }
}

// The output of that position of all shards.
absl::Status MergeOutput(const std::vector<internal::ShardManifest>& manifests, int position,
                         const std::string& path) {
  absl::StatusOr<std::unique_ptr<OutputFile>> out = OutputFile::Create(path);
  if (!out.ok()) return out.status();
  for (const internal::ShardManifest& manifest : manifests) {
    const internal::OutputMark& mark = manifest.outputs(position);
    if (mark.path().empty())
      return absl::FailedPreconditionError(absl::StrCat(path, ": the shards have no such output"));
    const bool has_head = position > 0 || !manifest.is_ndjson();
    absl::Status status = Append(mark, has_head && (*out)->bytes() > 0, **out);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

// Over all shards, whose lines are those of the whole input.
absl::StatusOr<RepeatedIds> FindRepeated(const std::vector<internal::ShardManifest>& manifests) {
  std::vector<std::unique_ptr<OutputFile>> files;
  std::vector<const OutputFile*> ids;
  for (const internal::ShardManifest& manifest : manifests) {
    const internal::OutputMark& mark = manifest.outputs(kIds);
    absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::OpenToRead(mark.path());
    if (!file.ok()) return file.status();
    if ((*file)->bytes() != mark.bytes())
      return absl::DataLossError(absl::StrCat(mark.path(), ": has ", (*file)->bytes(),
                                              " bytes, but its manifest says ", mark.bytes()));
    ids.push_back(file->get());
    files.push_back(*std::move(file));
  }
  return FindRepeatedIds(ids);
}

absl::StatusOr<MergedShards> Sum(const std::vector<internal::ShardManifest>& manifests,
                                 absl::Span<const Region> regions) {
  absl::StatusOr<RepeatedIds> repeated = FindRepeated(manifests);
  if (!repeated.ok()) return repeated.status();
  RegistryFigures sum(regions);
  for (const internal::ShardManifest& manifest : manifests) {
    RegistryFigures part(regions);
    if (!part.Restore(manifest.counts())) return NotOneWhole("their figures are of other rulesets");
    sum.Add(part);
  }
  sum.AddRepeated(repeated->rows - sum.repeated_ids());  // each shard found its own
  internal::RegistrySummary summary = sum.ToSummary();
  summary.set_from(manifests.front().from());
  summary.set_to(manifests.front().to());
  summary.set_input_digest(manifests.front().input_digest());
  return MergedShards{.summary = std::move(summary), .repeated = *std::move(repeated)};
}

}  // namespace

absl::StatusOr<internal::ShardManifest> ReadManifest(const std::string& changes) {
  const std::string path = ManifestPath(changes);
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  internal::ShardManifest manifest;
  if (!in) return absl::NotFoundError(absl::StrCat(path, ": cannot be read: is the shard done?"));
  if (manifest.ParseFromString(content.str()) && manifest.outputs_size() > kMergedOutputs)
    return manifest;
  return absl::DataLossError(absl::StrCat(path, ": is no manifest of a shard"));
}

absl::StatusOr<MergedShards> MergeShards(const std::vector<std::string>& shards,
                                         const OutputPaths& outputs,
                                         absl::Span<const Region> regions) {
  std::vector<internal::ShardManifest> manifests;
  for (const std::string& path : shards) {
    absl::StatusOr<internal::ShardManifest> manifest = ReadManifest(path);
    if (!manifest.ok()) return manifest.status();
    manifests.push_back(*std::move(manifest));
  }
  std::sort(manifests.begin(), manifests.end(),
            [](const auto& a, const auto& b) { return a.shard() < b.shard(); });
  if (manifests.empty()) return NotOneWhole("none is given");
  if (absl::Status status = Check(manifests); !status.ok()) return status;
  const std::string paths[] = {outputs.changes, outputs.rejects, outputs.notifications};
  for (int i = 0; i < kMergedOutputs; ++i) {
    if (paths[i].empty()) continue;
    if (absl::Status status = MergeOutput(manifests, i, paths[i]); !status.ok()) return status;
  }
  return Sum(manifests, regions);
}

}  // namespace izin
