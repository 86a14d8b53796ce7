#include "service/reclassify/registry_run.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "service/answer/answers_revision.h"
#include "service/reclassify/ordered_blocks.h"
#include "service/reclassify/run_outputs.h"

namespace izin {
namespace {

// Of what is written: another one after any change of it.
constexpr int kLayout = 3;
constexpr std::uint64_t kAllBytes = std::numeric_limits<std::uint64_t>::max();

// What must be the same for outputs to be parts of one whole.
std::string SettingOf(const RegistryOptions& options, const RunRulesets& rulesets) {
  InputDigest digest;
  const auto add = [&digest](absl::string_view text) {
    digest.Add(absl::StrCat(text.size(), ":", text));
  };
  add(absl::StrCat(kLayout));
  add(AnswersRevision());
  add(rulesets.EarlierNames());
  add(rulesets.later().ruleset->versioned_name());
  for (const RunRuleset& earlier : rulesets.earlier())
    add(absl::StrCat(static_cast<int>(earlier.edition)));
  for (const auto& [old_name, name] : options.input.renames) add(absl::StrCat(old_name, "=", name));
  const RegistryOutputs& outputs = options.outputs;
  add(absl::StrCat(static_cast<int>(options.input.delimiter), static_cast<int>(outputs.format),
                   outputs.changes_only, outputs.explain, outputs.rejects.empty(),
                   outputs.notifications.empty(), options.input.format.has_value()));
  return digest.Hex();
}

// A fifth less with two threads, down to a half.
std::size_t CacheBytes(const RegistryLimits& limits) {
  const auto more = static_cast<std::size_t>(std::max(limits.threads - 1, 0));
  return std::max(limits.cache_bytes / 2,
                  limits.cache_bytes - limits.cache_bytes / 5 * std::min<std::size_t>(more, 3));
}

class RegistryRun {
 public:
  RegistryRun(const RegistryOptions& options, const RunRulesets& rulesets, const Pipeline& pipeline,
              const std::function<void(const RegistryProgress&)>& on_progress)
      : options_(options),
        rulesets_(rulesets),
        on_progress_(on_progress),
        form_{.format = options.outputs.format,
              .explain = options.outputs.explain,
              .with_notifications = !options.outputs.notifications.empty()},
        space_(rulesets, form_.is_plain()),
        cache_(CacheBytes(options.limits)),
        figures_(rulesets.later().ruleset->data().regions),
        setting_(SettingOf(options, rulesets)) {
    plan_.form = form_;
    if (form_.is_plain()) plan_.pieces = &pieces_.emplace(rulesets, CacheBytes(options.limits));
    plan_.changes_only = options.outputs.changes_only;
    plan_.with_changes = !options.outputs.changes.empty();
    plan_.pipeline = &pipeline;
    plan_.space = &space_;
    plan_.cache = &cache_;
    plan_.threads = std::max(options.limits.threads, 1);
  }

  absl::StatusOr<RegistryResult> Run() {
    if (absl::Status status = MeasureForShard(); !status.ok()) return status;
    absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::Open(options_.input.path);
    if (!source.ok()) return source.status();
    source_ = *std::move(source);
    BlockReader reader(*source_);
    reader_ = &reader;
    if (absl::Status status = ReadHead(); !status.ok()) return status;
    if (options_.limits.dry_run_rows > 0) return RunDry();
    if (absl::Status status = OpenOutputs(); !status.ok()) return status;
    if (!result_.was_done) {
      if (absl::Status status = RunBlocks(); !status.ok()) return status;
    }
    return Finish();
  }

 private:
  // Which bytes are this shard's: asks for the size and the digest of all.
  absl::Status MeasureForShard() {
    const RegistryLimits& limits = options_.limits;
    if (limits.shards == 1) return absl::OkStatus();
    absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::Open(options_.input.path);
    if (!source.ok()) return source.status();
    BlockReader reader(**source);
    reader.SkipTo(kAllBytes, 1).IgnoreError();  // what fails now fails again in the run
    input_digest_ = reader.Digest();
    input_bytes_ = reader.offset();
    const auto border = [&](std::uint32_t shard) {
      return static_cast<std::uint64_t>(static_cast<double>(input_bytes_) * shard / limits.shards);
    };
    begin_at_ = border(limits.shard - 1);
    end_at_ = limits.shard == limits.shards ? kAllBytes : border(limits.shard);
    return absl::OkStatus();
  }

  absl::Status ReadHead() {
    const RegistryFormat sniffed = reader_->Sniff();
    plan_.input = options_.input.format.value_or(sniffed);
    if (plan_.input == RegistryFormat::kNdjson) return absl::OkStatus();
    const absl::StatusOr<std::string> header = reader_->TakeHeader(options_.input.delimiter);
    if (!header.ok()) return header.status();
    if (header->empty())
      return absl::InvalidArgumentError(absl::StrCat(
          options_.input.path, ": is empty: want a line with the names of the columns"));
    plan_.delimiter = reader_->delimiter();
    CsvRecord record(plan_.delimiter);
    const std::string padded = *header + std::string(kCsvPadding, '\0');
    record.Read(absl::string_view(padded).substr(0, header->size()));
    absl::StatusOr<RegistryColumns> columns =
        RegistryColumns::Read(record.fields(), options_.input.renames);
    if (!columns.ok())
      return absl::InvalidArgumentError(
          absl::StrCat(options_.input.path, ", ", std::string(columns.status().message())));
    columns_ = *std::move(columns);
    plan_.columns = &*columns_;
    result_.ignored_columns = columns_->ignored();
    return absl::OkStatus();
  }

  absl::Status OpenOutputs() {
    const RegistryOutputs& outputs = options_.outputs;
    OutputPaths paths{.changes = outputs.changes,
                      .rejects = outputs.rejects,
                      .notifications = outputs.notifications,
                      .ids = ""};
    // Of a shard they stay, for the merge to find those that other shards have too.
    if (options_.limits.shards > 1 && !outputs.changes.empty())
      paths.ids = IdsPath(outputs.changes);
    std::optional<internal::RunCheckpoint> checkpoint;
    if (!options_.limits.checkpoint_folder.empty()) {
      absl::StatusOr<CheckpointFile> file = CheckpointFile::Open(options_.limits.checkpoint_folder);
      if (!file.ok()) return file.status();
      checkpoints_ = *std::move(file);
      if (paths.ids.empty()) paths.ids = checkpoints_->ids_path();
      absl::StatusOr<std::optional<internal::RunCheckpoint>> loaded = checkpoints_->Load();
      if (!loaded.ok()) return loaded.status();
      checkpoint = *std::move(loaded);
    }
    if (checkpoint.has_value()) return GoOn(paths, *checkpoint);
    absl::StatusOr<std::unique_ptr<RunOutputs>> created = RunOutputs::Create(paths, plan_.form);
    if (!created.ok()) return created.status();
    outputs_ = *std::move(created);
    return absl::OkStatus();
  }

  absl::Status GoOn(const OutputPaths& paths, const internal::RunCheckpoint& checkpoint) {
    const auto other = [this](absl::string_view what) {
      return absl::FailedPreconditionError(
          absl::StrCat("--checkpoint ", options_.limits.checkpoint_folder, ": is of ", what,
                       ": run again as then, or remove the folder to begin anew"));
    };
    if (checkpoint.setting() != Setting() || !figures_.Restore(checkpoint.counts()))
      return other("other rulesets or options, or of another version of izin");
    for (int i = 0; i < checkpoint.outputs_size() - 1; ++i) {
      const std::string wanted[] = {paths.changes, paths.rejects, paths.notifications};
      if (checkpoint.outputs(i).path() != wanted[i]) return other("other outputs");
    }
    absl::Status skipped = reader_->SkipTo(checkpoint.offset(), checkpoint.line());
    if (!skipped.ok()) return skipped;
    if (reader_->offset() != checkpoint.offset() || reader_->Digest() != checkpoint.input_digest())
      return other("another input");
    absl::StatusOr<std::unique_ptr<RunOutputs>> opened = RunOutputs::Continue(paths, checkpoint);
    if (!opened.ok()) return opened.status();
    outputs_ = *std::move(opened);
    result_.was_done = checkpoint.is_done();
    return absl::OkStatus();
  }

  std::string Setting() const {
    return absl::StrCat(setting_, "/", options_.limits.shard, "/", options_.limits.shards);
  }

  // False at the end of the file or the shard. Blocks of other shards are passed over.
  absl::StatusOr<bool> Read(RowBlock& block) {
    for (;;) {
      if (reader_->offset() >= end_at_) return false;
      absl::StatusOr<bool> more = reader_->Next(block);
      if (!more.ok() || !*more) return more;
      block.begin_at = begin_at_;
      block.end_at = end_at_;
      block.is_cut = reader_->ends_in_record() && !source_->ChangeWhileRead().empty();
      block.digest = checkpoints_.has_value() ? reader_->Digest() : std::string();
      if (block.offset + block.bytes > begin_at_) return true;
    }
  }

  absl::Status Take(const RowBlock& block, BlockResult& result) {
    if (absl::Status status = outputs_->Write(result); !status.ok()) return status;
    figures_.Add(result.figures);
    rows_ += result.figures.rows();
    if (on_progress_) {
      on_progress_({.rows = rows_,
                    .changed = figures_.changed(),
                    .rejected = figures_.rejected(),
                    .bytes_read = source_->file_bytes_read(),
                    .bytes = source_->file_bytes()});
    }
    const bool is_due = checkpoints_.has_value() &&
                        absl::Now() - last_checkpoint_ >= options_.limits.checkpoint_every;
    if (!is_due) return absl::OkStatus();
    return Checkpoint(block.offset + block.bytes, block.first_line + block.lines, block.digest,
                      /*is_done=*/false);
  }

  absl::Status Checkpoint(std::uint64_t offset, std::uint64_t line, const std::string& digest,
                          bool is_done) {
    if (absl::Status status = outputs_->Sync(); !status.ok()) return status;
    internal::RunCheckpoint checkpoint;
    checkpoint.set_setting(Setting());
    checkpoint.set_input_digest(digest);
    checkpoint.set_offset(offset);
    checkpoint.set_line(line);
    outputs_->Mark(*checkpoint.mutable_outputs());
    checkpoint.mutable_counts()->Assign(figures_.counts().begin(), figures_.counts().end());
    checkpoint.set_is_done(is_done);
    last_checkpoint_ = absl::Now();
    return checkpoints_->Save(checkpoint);
  }

  absl::Status RunBlocks() {
    const auto read = [this](RowBlock& block) { return Read(block); };
    const auto take = [this](const RowBlock& block, BlockResult& result) {
      return Take(block, result);
    };
    const absl::Span<const Region> regions = rulesets_.later().ruleset->data().regions;
    if (options_.limits.threads > 1)
      return OrderedBlocks(plan_, options_.limits.threads, regions).Run(read, take);
    RegistryWorker worker(plan_);
    RowBlock block;
    BlockResult result(regions);
    for (;;) {
      const absl::StatusOr<bool> more = read(block);
      if (!more.ok() || !*more) return more.status();
      result.Clear();
      worker.Process(block, result);
      if (absl::Status status = take(block, result); !status.ok()) return status;
    }
  }

  absl::StatusOr<RegistryResult> RunDry() {
    RegistryWorker worker(plan_);
    RowBlock block;
    BlockResult result(rulesets_.later().ruleset->data().regions);
    while (result.figures.rows() < options_.limits.dry_run_rows) {
      absl::StatusOr<bool> more = reader_->Next(block);
      if (!more.ok()) return more.status();
      if (!*more) break;
      worker.ProcessFirst(block, options_.limits.dry_run_rows, result);
    }
    figures_.Add(result.figures);
    Summarise();
    return std::move(result_);
  }

  absl::StatusOr<RegistryResult> Finish() {
    if (absl::Status status = outputs_->Flush(); !status.ok()) return status;
    const OutputFile* const ids[] = {&outputs_->ids()};
    absl::StatusOr<RepeatedIds> repeated = FindRepeatedIds(ids);
    if (!repeated.ok()) return repeated.status();
    result_.repeated = *std::move(repeated);
    figures_.AddRepeated(result_.repeated.rows - figures_.repeated_ids());
    result_.input_change = source_->ChangeWhileRead();
    if (result_.was_done || end_at_ != kAllBytes)
      result_.input_change.clear();  // not read to its end
    if (checkpoints_.has_value() && !result_.was_done) {
      const absl::Status saved = Checkpoint(reader_->offset(), reader_->line(), reader_->Digest(),
                                            /*is_done=*/true);
      if (!saved.ok()) return saved;
    }
    if (options_.limits.shards == 1) input_digest_ = reader_->Digest();
    if (options_.limits.shards > 1) {
      if (absl::Status status = WriteManifest(); !status.ok()) return status;
    }
    Summarise();
    return std::move(result_);
  }

  absl::Status WriteManifest() const {
    internal::ShardManifest manifest;
    manifest.set_shard(options_.limits.shard);
    manifest.set_shards(options_.limits.shards);
    manifest.set_setting(setting_);
    manifest.set_input_digest(input_digest_);
    manifest.set_input_bytes(input_bytes_);
    outputs_->Mark(*manifest.mutable_outputs());
    manifest.mutable_counts()->Assign(figures_.counts().begin(), figures_.counts().end());
    manifest.set_is_ndjson(options_.outputs.format == RegistryFormat::kNdjson);
    manifest.set_from(rulesets_.EarlierNames());
    manifest.set_to(rulesets_.later().ruleset->versioned_name());
    return ReplaceFile(ManifestPath(options_.outputs.changes), manifest.SerializeAsString());
  }

  void Summarise() {
    result_.summary = figures_.ToSummary();
    result_.summary.set_from(rulesets_.EarlierNames());
    result_.summary.set_to(rulesets_.later().ruleset->versioned_name());
    result_.summary.set_input_digest(input_digest_);
  }

  const RegistryOptions& options_;
  const RunRulesets& rulesets_;
  const std::function<void(const RegistryProgress&)>& on_progress_;
  const PairForm form_;
  KeySpace space_;
  PairCache cache_;
  std::optional<PieceSpace> pieces_;  // of a plain form
  WorkPlan plan_;
  RegistryFigures figures_;
  const std::string setting_;
  std::optional<RegistryColumns> columns_;
  std::unique_ptr<ByteSource> source_;
  BlockReader* reader_ = nullptr;
  std::unique_ptr<RunOutputs> outputs_;
  std::optional<CheckpointFile> checkpoints_;
  absl::Time last_checkpoint_ = absl::Now();
  std::string input_digest_;
  std::uint64_t input_bytes_ = 0;
  std::uint64_t begin_at_ = 0;  // of this shard
  std::uint64_t end_at_ = kAllBytes;
  std::int64_t rows_ = 0;
  RegistryResult result_;
};

}  // namespace

absl::StatusOr<RegistryResult> ReclassifyRegistry(
    const RegistryOptions& options, const RunRulesets& rulesets, const Pipeline& pipeline,
    const std::function<void(const RegistryProgress&)>& on_progress) {
  return RegistryRun(options, rulesets, pipeline, on_progress).Run();
}

std::string ManifestPath(const std::string& changes) { return changes + ".shard"; }
std::string IdsPath(const std::string& changes) { return changes + ".ids"; }

}  // namespace izin
