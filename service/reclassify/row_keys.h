// From a row to its canonical key, its earlier ruleset and its region.

#ifndef IZIN_SERVICE_RECLASSIFY_ROW_KEYS_H_
#define IZIN_SERVICE_RECLASSIFY_ROW_KEYS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "service/reclassify/activity_key.h"
#include "service/reclassify/registry_figures.h"
#include "service/reclassify/run_rulesets.h"
#include "service/reclassify/typed_row.h"

namespace izin {

struct RowKey {
  ActivityKey key;
  std::uint32_t held = 0;  // the number of the list of permits held, whether the key has it or not
  bool is_whole = false;   // the key says all that the row says; else the row is decided by itself
  int region = 0;          // as RegistryFigures number it
};

// What the keys of a run have in common. Thread-safe.
struct KeySpace {
  // `is_plain`: only lines of CSV are written, for which DropUnread narrows the keys.
  KeySpace(const RunRulesets& run, bool plain);

  const RunRulesets& rulesets;
  const bool is_plain;
  const KeyLimits limits;
  const std::vector<std::string> releases;  // of a forest: codes of permits, ascending
  TextNumbers texts;
};

// Single-threaded.
class RowKeys {
 public:
  // `space` must outlive it.
  explicit RowKeys(KeySpace& space) : space_(space) {}

  // False if the row names a ruleset that is none of the run's.
  bool Read(const TypedRow& row, RowKey& out);

 private:
  // What a list of permits held amounts to.
  struct Held {
    std::optional<std::uint8_t> from;     // as RunRulesets::EarlierOf says
    std::optional<std::uint32_t> number;  // nothing: the list is not known whole
    std::uint32_t releases = 0;           // the number of the list of those among them
  };

  const Held& HeldOf(absl::string_view list);
  Held ReadHeld(absl::string_view list) const;
  bool ReadLegalForm(const TypedRow& row, ActivityKey& key);
  bool ReadRegions(const TypedRow& row, RowKey& out);
  bool NumberOf(absl::string_view text, std::size_t slot, std::uint32_t& number);

  struct Recent {
    std::string text;
    std::uint32_t number = 0;
  };

  KeySpace& space_;
  std::array<Recent, 4> recent_;  // of the last row, by kind of text
  absl::flat_hash_map<std::string, Held> held_;
  std::string checked_form_;  // a legal form that all rulesets have
  Held last_held_;            // where there are too many to keep
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ROW_KEYS_H_
