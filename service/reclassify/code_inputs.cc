#include "service/reclassify/code_inputs.h"

#include <map>

namespace izin {
namespace {

// What some conditions read, and of which codes they may hold: bits of their groups, or all.
struct Reader {
  std::uint64_t kbli = Conditions::kAnything;
  InputBits inputs = 0;
};

void Collect(const Conditions& conditions, std::vector<Reader>& readers) {
  Reader reader;
  for (const Conditions::Test& test : conditions.tests()) {
    reader.inputs |= BitOfInput(test.input);
    if (test.input == Input::kKbli) reader.kbli = test.any_of;
  }
  if (reader.inputs != 0) readers.push_back(reader);
}

std::vector<Reader> ReadersOf(const RulesetData& data) {
  std::vector<Reader> readers;
  for (const Commitment& item : data.commitments) Collect(item.conditions, readers);
  for (const Commitment& item : data.page_commitments) Collect(item.conditions, readers);
  for (const DecisionTable& table : data.tables) {
    for (const TableRow& row : table.rows) Collect(row.conditions, readers);
  }
  return readers;
}

KbliEdition Other(KbliEdition edition) {
  return edition == KbliEdition::k2020 ? KbliEdition::k2025 : KbliEdition::k2020;
}

std::size_t PlaceOf(KbliCode code, KbliEdition edition) {
  const std::size_t first = edition == KbliEdition::k2020 ? 0 : CodeInputs::kCodeNumbers;
  return first + static_cast<std::size_t>(code.number());
}

}  // namespace

CodeInputs::CodeInputs(const std::vector<const Ruleset*>& rulesets)
    : inputs_{kAll}, classes_(2 * std::size_t{kCodeNumbers}) {
  std::vector<InputBits> reads(classes_.size());
  for (const Ruleset* ruleset : rulesets) Add(*ruleset, reads);
  std::map<InputBits, std::uint16_t> class_of{{kAll, 0}};
  for (std::size_t i = 0; i < reads.size(); ++i) {
    if (i > 0 && reads[i] == reads[i - 1]) {  // as most numbers, which are no codes
      classes_[i] = classes_[i - 1];
      continue;
    }
    const auto next = static_cast<std::uint16_t>(inputs_.size());
    const auto [place, is_new] = class_of.try_emplace(reads[i], next);
    if (is_new) inputs_.push_back(reads[i]);
    classes_[i] = place->second;
  }
}

void CodeInputs::Add(const Ruleset& ruleset, std::vector<InputBits>& reads) {
  const KbliEdition own = ruleset.data().edition;
  const std::vector<Reader> readers = ReadersOf(ruleset.data());
  for (int i = 0; i < ruleset.kbli().subclass_count(); ++i) {
    InputBits inputs = 0;
    for (const Reader& reader : readers) {
      const bool may_hold =
          reader.kbli == Conditions::kAnything || (reader.kbli & ruleset.kbli_bits(i)) != 0;
      if (may_hold) inputs |= reader.inputs;
    }
    const KbliCode code = ruleset.kbli().CodeAt(i);
    reads[PlaceOf(code, own)] |= inputs;
    for (KbliCode other : ruleset.data().conversion.CounterpartsOf(code, own, Other(own)))
      reads[PlaceOf(other, Other(own))] |= inputs;
  }
}

}  // namespace izin
