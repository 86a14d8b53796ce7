#include "service/server/kept_data.h"

#include <utility>

#include "service/answer/answers_revision.h"

namespace izin {
namespace {

// Under kSync somebody waits for each record: nothing is gathered.
BackgroundWriter::Options WriterOptions(const DecisionLogOptions& log) {
  BackgroundWriter::Options options;
  if (log.mode == DecisionLogMode::kSync) options.write_every = absl::ZeroDuration();
  return options;
}

}  // namespace

KeptData::KeptData(const Options& options, const Clock& clock, std::unique_ptr<Store> store)
    : store_(std::move(store)),
      writer_(*store_, WriterOptions(options.decision_log)),
      mending_(writer_),
      log_(writer_, options.decision_log, clock),
      answers_(writer_, clock),
      trimming_(writer_, Family::kDecisionLog, options.max_log_bytes) {
  writer_.Start();
}

absl::StatusOr<std::unique_ptr<KeptData>> KeptData::Open(const Options& options,
                                                         const Clock& clock) {
  Store::Options kept;
  kept.path = options.path;
  kept.answers_revision = std::string(AnswersRevision());
  kept.clock = &clock;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(kept);
  if (!store.ok()) return store.status();
  return std::unique_ptr<KeptData>(new KeptData(options, clock, *std::move(store)));
}

}  // namespace izin
