// From a row to what is written of it: two questions through the pipeline, and their comparison.

#ifndef IZIN_SERVICE_RECLASSIFY_PAIR_MAKER_H_
#define IZIN_SERVICE_RECLASSIFY_PAIR_MAKER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/pipeline.h"
#include "service/reclassify/registry_figures.h"
#include "service/reclassify/row_blocks.h"
#include "service/reclassify/run_rulesets.h"
#include "service/reclassify/typed_row.h"

namespace izin {

// A text that several pairs share. Immutable.
using SharedText = std::shared_ptr<const std::string>;

// What a comparison amounts to, ready to be written behind the ids of any row with its key.
struct ComparedPair {
  RowFigures figures;
  SharedText change;        // see CsvTail and NdjsonTail
  SharedText notification;  // see NotificationTail; null: none
};

// How pairs are written.
struct PairForm {
  RegistryFormat format = RegistryFormat::kCsv;
  bool explain = false;
  bool with_notifications = false;

  // Only lines of CSV are written, which say less than all that differs.
  bool is_plain() const {
    return format == RegistryFormat::kCsv && !explain && !with_notifications;
  }
};

// Single-threaded: its decisions serve the next row.
class PairMaker {
 public:
  // All must outlive it. `pipeline` holds the library of `rulesets`.
  PairMaker(const Pipeline& pipeline, const RunRulesets& rulesets, PairForm form)
      : pipeline_(pipeline), moment_(pipeline.Now()), rulesets_(rulesets), form_(form) {}

  // Asks both rulesets, each with the scope and the authority parameters if it has them; an id that
  // neither has is a fault. False if a ruleset refuses the row, and then `fault` says why.
  bool Make(const TypedRow& row, std::uint8_t from, ComparedPair& pair, RowFault& fault);

  // The same in steps, the later one first: a row that it refuses is refused.
  bool AskLater(const TypedRow& row, std::uint8_t from, RowFault& fault);
  bool AskEarlier(const TypedRow& row, std::uint8_t from, RowFault& fault);
  // What was answered last. The rulesets of a run may be one: it is asked once, by AskLater.
  const Decision& later() const { return to_.decision; }
  const Decision& earlier(std::uint8_t from) const {
    return IsSame(from) ? to_.decision : from_.decision;
  }
  // What AskEarlier got; it must ask again before this or `earlier` is called again.
  Decision TakeEarlier() { return std::exchange(from_.decision, Decision()); }
  // One ruleset answers one question in one way.
  bool IsSame(std::uint8_t from) const {
    return rulesets_.earlier()[from].ruleset == rulesets_.later().ruleset;
  }

 private:
  // Fills the activity of `request_` as `ruleset` is to read it beside `other`.
  void FillRequest(const TypedRow& row, std::uint8_t from, const Ruleset& ruleset,
                   const Ruleset& other);
  bool Ask(const TypedRow& row, DecidedUnder& decided, RowFault& fault) const;

  const Pipeline& pipeline_;
  const Moment moment_;  // of the whole run
  const RunRulesets& rulesets_;
  const PairForm form_;
  v1::ClassifyActivityRequest request_;
  DecidedUnder from_;
  DecidedUnder to_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_PAIR_MAKER_H_
