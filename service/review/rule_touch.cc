#include "service/review/rule_touch.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "classifier/cells.h"
#include "classifier/enum_names.h"
#include "service/review/message_diff.h"

namespace izin {
namespace {

bool GivesPermits(const Decision& decision) { return !decision.permits.empty(); }

// True if the row gives the permit.
bool Gives(const TableRow& row, int permit) {
  return std::any_of(row.permits.begin(), row.permits.end(),
                     [permit](const RowPermit& line) { return line.permit == permit; });
}

void Unite(CodeSet& codes, const CodeSet& others) {
  if (codes.empty()) {
    codes = others;
    return;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = codes[i] || others[i];
}

}  // namespace

RuleTouch::RuleTouch(const Ruleset& from, const Ruleset& to, std::vector<v1::RuleChange>& changes,
                     Cancellation* cancellation)
    : from_(from), to_(to), changes_(changes), cancellation_(cancellation) {
  const auto codes = static_cast<std::size_t>(to.kbli().subclass_count());
  answered_.assign(codes, false);
  of_code_.resize(codes);
  touched_.resize(changes.size());
  Index index;
  index.reserve(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i)
    index.emplace(
        std::pair<absl::string_view, absl::string_view>(changes[i].list(), changes[i].entry()), i);
  for (const Ruleset* ruleset : {&from, &to}) {
    if (IsOver()) return;
    WatchCatalogues(*ruleset, index);
    WatchPages(*ruleset, index);
    WatchTables(*ruleset, index);
  }
  WatchCodes(index);
}

void RuleTouch::Watch(const Index& index, const char* list, const std::string& entry,
                      const void* object) {
  const auto found = index.find({list, entry});
  if (found != index.end()) watched_[object].push_back(found->second);
}

void RuleTouch::WatchCatalogues(const Ruleset& ruleset, const Index& index) {
  const RulesetData& data = ruleset.data();
  // By the keys that CompareRules gives: of one code the second is "LKPM#2".
  const auto watch_all = [&](std::initializer_list<const char*> lists, const auto& entries,
                             const auto& code_of) {
    std::vector<std::string> keys;
    keys.reserve(entries.size());
    for (const auto& entry : entries) keys.push_back(code_of(entry));
    NumberDuplicates(keys);
    for (std::size_t i = 0; i < entries.size() && !IsOver(); ++i) {
      for (const char* list : lists) Watch(index, list, keys[i], &entries[i]);
    }
  };
  const auto code = [](const auto& entry) { return entry.code; };
  const auto id = [](const auto& entry) { return entry.id; };
  watch_all({"permit"}, data.permits, code);
  watch_all({"supporting_permit"}, data.supporting_permits, code);
  watch_all({"commitment"}, data.commitments, code);
  watch_all({"office"}, data.offices, id);
  watch_all({"notice"}, data.notices, code);
  watch_all({"condition"}, data.conditions, id);
  // A duty of the pages stands once for each term that it has there.
  for (const Commitment& commitment : data.page_commitments) {
    Watch(index, "official_commitment", commitment.code, &commitment);
    Watch(index, "possible_commitment", commitment.code, &commitment);
  }
}

void RuleTouch::WatchPages(const Ruleset& ruleset, const Index& index) {
  for (const AuthorityParameter& parameter : ruleset.data().authority_parameters)
    Watch(index, "authority_parameter", parameter.id, &parameter);
  for (const AuthorityPattern& pattern : ruleset.data().authority_patterns)
    Watch(index, "authority_pattern", absl::StrCat(pattern.kbli, " ", NameOf(pattern.scale)),
          &pattern.basis);
  for (const Scope& scope : ruleset.data().scopes) Watch(index, "matrix", scope.id, &scope);
  ForEachOfficialRow(
      ruleset, [&](const Scope& scope, BusinessScale scale, const OfficialRow& page) {
        Watch(index, "official_row", absl::StrCat(scope.id, "-", NameOf(scale)), &page);
      });
}

void RuleTouch::WatchTables(const Ruleset& ruleset, const Index& index) {
  for (const DecisionTable& table : ruleset.data().tables) {
    Watch(index, "table", table.id, &table);
    for (const TableRow& row : table.rows) {
      const auto found = index.find({"row", absl::StrCat(table.id, "/", row.id)});
      if (found == index.end()) continue;
      watched_[&row].push_back(found->second);
      changes_[found->second].set_where(row.where);
    }
  }
}

// Entries whose key begins with a code or with what codes stand under.
void RuleTouch::WatchCodes(const Index& index) {
  const std::string own = absl::StrCat("kbli_", NameOf(to_.data().edition));
  for (const auto& [entry, change] : index) {
    if (IsOver()) return;
    const std::vector<std::string> parts = absl::StrSplit(entry.second, '-');
    const bool is_conversion = entry.first == "conversion" && parts.size() == 2;
    const std::string& code =
        is_conversion && to_.data().edition == KbliEdition::k2025 ? parts[1] : parts[0];
    const bool is_of_code = is_conversion || entry.first == "official_code" ||
                            entry.first == "possible_row" || entry.first == own;
    if (!is_of_code) continue;
    for (int i = 0; i < to_.kbli().subclass_count(); ++i) {
      if (to_.kbli().IsUnder(i, code)) of_code_[static_cast<std::size_t>(i)].push_back(change);
    }
  }
}

void RuleTouch::Visit(int code_index, const Decision& from, const Decision& to) {
  ++cell_;
  code_ = code_index;
  const auto code = static_cast<std::size_t>(code_index);
  if (GivesPermits(from) || GivesPermits(to)) answered_[code] = true;
  for (std::size_t change : of_code_[code]) TouchEntry(change);
  if (watched_.empty()) return;
  VisitDecision(from);
  VisitDecision(to);
}

void RuleTouch::Touch(const void* object) {
  const auto found = watched_.find(object);
  if (found == watched_.end()) return;
  for (std::size_t change : found->second) TouchEntry(change);
}

void RuleTouch::TouchEntry(std::size_t change) {
  Touched& touched = touched_[change];
  if (touched.last_cell == cell_) return;
  touched.last_cell = cell_;
  ++touched.cells;
  if (touched.codes.empty()) touched.codes.resize(answered_.size(), false);
  touched.codes[static_cast<std::size_t>(code_)] = true;
}

void RuleTouch::VisitDecision(const Decision& decision) {
  const auto touch_office = [this](const OfficeChoice& choice) {
    Touch(choice.office);
    Touch(choice.row);
    Touch(choice.basis);
  };
  touch_office(decision.authority);
  for (const Office* office : decision.scope_offices) Touch(office);
  for (const PermitDecision& permit : decision.permits) {
    Touch(permit.permit);
    Touch(permit.row);
    touch_office(permit.office);
  }
  for (const CommitmentDecision& commitment : decision.commitments) Touch(commitment.commitment);
  for (const WarningDecision& warning : decision.warnings) {
    Touch(warning.notice);
    Touch(warning.row);
    Touch(warning.condition);
    Touch(warning.office);
  }
  for (const ScopeCandidate& candidate : decision.candidates) Touch(candidate.scope);
  VisitTables(decision);
  VisitPage(decision);
}

void RuleTouch::VisitTables(const Decision& decision) {
  for (const Evaluation& evaluation : decision.evaluations) {
    const DecisionTable& table = *evaluation.table;
    Touch(&table);
    if (table.is_unique) {
      Touch(table.RowAt(evaluation.cell));
      continue;
    }
    const Facts facts = decision.FactsOf(evaluation);
    for (const TableRow& row : table.rows) {
      if (row.conditions.Match(facts)) Touch(&row);
    }
  }
}

void RuleTouch::VisitPage(const Decision& decision) {
  if (decision.scope == nullptr) return;
  Touch(decision.scope);
  const Ruleset& ruleset = *decision.ruleset;
  const OfficialRow* page = ruleset.official_row(*decision.scope, decision.scale);
  if (page == nullptr) return;
  Touch(page);
  for (const AuthorityPair& pair : page->pairs)
    Touch(ElementAt(ruleset.data().authority_parameters, pair.parameter));
}

CodeSet RuleTouch::CodesUnder(const Ruleset& ruleset, const Conditions& conditions) const {
  CodeSet codes(answered_.size(), false);
  for (int i = 0; i < to_.kbli().subclass_count(); ++i) {
    const std::optional<int> index = ruleset.kbli().IndexOf(to_.kbli().CodeAt(i));
    if (!answered_[static_cast<std::size_t>(i)] || !index.has_value()) continue;
    Facts facts;
    facts.SetBits(Input::kKbli, ruleset.kbli_bits(*index));
    codes[static_cast<std::size_t>(i)] =
        std::all_of(conditions.tests().begin(), conditions.tests().end(),
                    [&facts](const Conditions::Test& test) {
                      return test.input != Input::kKbli || Conditions::Holds(test, facts);
                    });
  }
  return codes;
}

// Rows may come to hold, and permits to be given by them, once more is known.
void RuleTouch::AddPossible(const Ruleset& ruleset) {
  const RulesetData& data = ruleset.data();
  for (const DecisionTable& table : data.tables) {
    for (const TableRow& row : table.rows) {
      if (IsOver()) return;
      std::vector<std::size_t> changes;
      const auto add = [&](const void* object) {
        const auto found = watched_.find(object);
        if (found != watched_.end())
          changes.insert(changes.end(), found->second.begin(), found->second.end());
      };
      add(&row);
      add(ruleset.OfficeAt(row.office));
      for (int notice : row.notices) add(ruleset.NoticeAt(notice));
      for (const RowPermit& line : row.permits) {
        add(ruleset.PermitAt(line.permit));
        add(ruleset.OfficeAt(line.office));
      }
      for (const Commitment& commitment : data.commitments) {
        if (Gives(row, commitment.permit)) add(&commitment);
      }
      if (changes.empty()) continue;
      const CodeSet codes = CodesUnder(ruleset, row.conditions);
      for (std::size_t change : changes) Unite(touched_[change].possible, codes);
    }
  }
}

void RuleTouch::Finish() {
  AddPossible(from_);
  AddPossible(to_);
  const CodeCover cover(to_.kbli(), answered_);
  for (std::size_t i = 0; i < changes_.size() && !IsOver(); ++i) {
    Touched& touched = touched_[i];
    v1::RuleChange& change = changes_[i];
    if (touched.codes.empty()) touched.codes.resize(answered_.size(), false);
    Unite(touched.possible, touched.codes);
    change.set_cells(touched.cells);
    change.set_codes(CountOf(touched.codes));
    change.set_possible_codes(CountOf(touched.possible));
    for (std::string& code : cover.Of(touched.possible)) change.add_kbli(std::move(code));
  }
}

}  // namespace izin
