#include "classifier/ruleset.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "classifier/resource_names.h"

namespace izin {
namespace {

template <typename Map>
int IndexIn(const Map& map, absl::string_view key) {
  const auto it = map.find(key);
  return it == map.end() ? -1 : it->second;
}

// By scale, the pattern of the code's division; where it has none, that of its category, save in a
// division with a code that differs.
std::array<std::int16_t, 5> PatternsOf(absl::string_view code, char category,
                                       absl::Span<const AuthorityPattern> patterns) {
  constexpr std::size_t kMaxPatterns = std::numeric_limits<std::int16_t>::max();
  std::array<std::int16_t, 5> found{-1, -1, -1, -1, -1};
  std::array<bool, 5> is_of_division{};
  for (std::size_t i = 0; i < std::min(patterns.size(), kMaxPatterns); ++i) {
    const AuthorityPattern& pattern = patterns[i];
    const auto scale = static_cast<std::size_t>(pattern.scale);
    const bool is_division = absl::StartsWith(code, pattern.kbli);
    const bool is_category = pattern.kbli == absl::string_view(&category, 1) &&
                             std::none_of(pattern.exceptions.begin(), pattern.exceptions.end(),
                                          [code](const std::string& division) {
                                            return absl::StartsWith(code, division);
                                          });
    if (!is_division && (!is_category || is_of_division[scale])) continue;
    found[scale] = static_cast<std::int16_t>(i);
    is_of_division[scale] = is_division;
  }
  return found;
}

// The office of all pairs but that of foreign capital, which the law decides before any page; -1 if
// they name none or several.
int OnlyOffice(absl::Span<const AuthorityPair> pairs) {
  int only = -1;
  for (const AuthorityPair& pair : pairs) {
    if (pair.condition.kind == AuthorityCondition::Kind::kForeign) continue;
    if (only >= 0 && pair.office != only) return -1;
    only = pair.office;
  }
  return only;
}

}  // namespace

std::uint64_t KbliGroupBits(const KbliCatalogue& kbli, int code_index,
                            absl::Span<const std::vector<std::string>> groups) {
  std::uint64_t bits = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const bool is_under =
        std::any_of(groups[g].begin(), groups[g].end(),
                    [&](const std::string& prefix) { return kbli.IsUnder(code_index, prefix); });
    if (is_under) bits |= BitOf(static_cast<int>(g));
  }
  return bits;
}

Ruleset::Ruleset(RulesetData data)
    : data_(std::move(data)),
      name_(absl::StrCat(kRulesetPrefix, data_.id)),
      versioned_name_(absl::StrCat(name_, "@", data_.fingerprint)),
      fingerprint_bytes_(absl::HexStringToBytes(data_.fingerprint)) {
  for (const DecisionTable& table : data_.tables)
    by_role_[static_cast<std::size_t>(table.role)] = &table;
  for (std::size_t i = 0; i < data_.permits.size(); ++i)
    permit_by_code_[data_.permits[i].code] = static_cast<int>(i);
  for (std::size_t i = 0; i < data_.offices.size(); ++i)
    office_by_id_[data_.offices[i].id] = static_cast<int>(i);
  for (std::size_t i = 0; i < data_.supporting_permits.size(); ++i)
    supporting_by_code_[data_.supporting_permits[i].code] = static_cast<int>(i);
  for (std::size_t i = 0; i < data_.references.size(); ++i) {
    const ReferenceValue& value = data_.references[i];
    reference_by_name_.try_emplace(absl::StrCat(value.kind, "/", value.code), static_cast<int>(i));
  }
  governor_ = IndexIn(office_by_id_, "GOVERNOR");
  oss_institution_ = FindOffice("LEMBAGA_OSS");
  IndexNotices();
  IndexCodes();
  IndexRefusals();
  IndexCommitments();
}

void Ruleset::IndexNotices() {
  std::vector<Notice*> by_code;
  by_code.reserve(data_.notices.size());
  for (std::size_t i = 0; i < data_.notices.size(); ++i) {
    notice_by_code_[data_.notices[i].code] = static_cast<int>(i);
    by_code.push_back(&data_.notices[i]);
  }
  std::sort(by_code.begin(), by_code.end(),
            [](const Notice* a, const Notice* b) { return a->code < b->code; });
  for (std::size_t i = 0; i < by_code.size(); ++i) by_code[i]->rank = static_cast<int>(i);
  for (std::size_t i = 0; i < engine_notices_.size(); ++i)
    engine_notices_[i] = FindNotice(kEngineNotices[i]);
}

void Ruleset::IndexCodes() {
  code_facts_.resize(static_cast<std::size_t>(kbli().subclass_count()));
  for (int i = 0; i < kbli().subclass_count(); ++i) {
    CodeFacts& code = code_facts_[static_cast<std::size_t>(i)];
    code.kbli_bits = KbliGroupBits(kbli(), i, data_.kbli_groups);
    code.patterns =
        PatternsOf(kbli().EntryAt(i).code, kbli().CategoryOf(i), data_.authority_patterns);
  }
  for (std::uint32_t i = 0; i < data_.scopes.size(); ++i) {
    const auto index = static_cast<std::size_t>(data_.scopes[i].code_index);
    if (index >= code_facts_.size()) continue;
    CodeFacts& code = code_facts_[index];
    if (code.scope_count++ == 0) code.first_scope = i;
    code.is_numbered_in_order &= data_.scopes[i].number == static_cast<int>(code.scope_count);
  }
  for (int index : data_.absent_codes) {
    const auto at = static_cast<std::size_t>(index);
    if (at < code_facts_.size()) code_facts_[at].is_absent = true;
  }
  for (OfficialRow& row : data_.official_rows) row.only_office = OnlyOffice(row.pairs);
  for (AuthorityPattern& pattern : data_.authority_patterns)
    pattern.only_office = OnlyOffice(pattern.pairs);
}

void Ruleset::IndexRefusals() {
  for (const DecisionTable& table : data_.tables) {
    for (const TableRow& row : table.rows) {
      if (!row.refused && !row.adjusted_input.has_value()) continue;
      for (const Conditions::Test& test : row.conditions.tests()) {
        const std::uint64_t bit = std::uint64_t{1} << Ordinal(test.input);
        refusing_inputs_ |= bit;
        if (row.adjusted_input.has_value()) adjusting_inputs_ |= bit;
        if (row.refused && test.input == Input::kLegalForm) rows_refusing_forms_.push_back(&row);
      }
    }
  }
}

void Ruleset::IndexCommitments() {
  commitments_of_.resize(data_.permits.size());
  for (std::size_t i = 0; i < data_.commitments.size(); ++i) {
    const Commitment& commitment = data_.commitments[i];
    const auto permit = static_cast<std::size_t>(commitment.permit);
    if (permit >= commitments_of_.size()) continue;
    last_change_of_text_ =
        std::max(last_change_of_text_, commitment.binding_from.value_or(absl::CivilDay()));
    commitments_of_[permit].push_back({.index = static_cast<int>(i),
                                       .kind = commitment.kind,
                                       .by_row_only = commitment.by_row_only,
                                       .blocks_stage = commitment.blocks_stage,
                                       .conditions = commitment.conditions});
  }
  for (std::vector<CommitmentRef>& of_permit : commitments_of_) {
    std::stable_sort(
        of_permit.begin(), of_permit.end(),
        [](const CommitmentRef& a, const CommitmentRef& b) { return a.kind < b.kind; });
  }
  page_commitment_kinds_.reserve(data_.page_commitments.size());
  for (const Commitment& commitment : data_.page_commitments)
    page_commitment_kinds_.push_back(commitment.kind);
}

const Scope* Ruleset::FindScope(int code_index, int number) const {
  const absl::Span<const Scope> scopes = scopes_of(code_index);
  if (scopes.empty()) return nullptr;
  if (code_facts_[static_cast<std::size_t>(code_index)].is_numbered_in_order) {
    const auto index = static_cast<std::size_t>(number) - 1;
    return index < scopes.size() ? &scopes[index] : nullptr;
  }
  for (const Scope& scope : scopes) {
    if (scope.number == number) return &scope;
  }
  return nullptr;
}

const Permit* Ruleset::FindPermit(absl::string_view code) const {
  if (const int index = IndexIn(permit_by_code_, code); index >= 0) return PermitAt(index);
  return ElementAt(data_.supporting_permits, IndexIn(supporting_by_code_, code));
}

const Office* Ruleset::FindOffice(absl::string_view id) const {
  return OfficeAt(IndexIn(office_by_id_, id));
}

const Notice* Ruleset::FindNotice(absl::string_view code) const {
  return NoticeAt(IndexIn(notice_by_code_, code));
}

const Region* Ruleset::FindRegion(absl::string_view code) const {
  // Codes have two digits or four: as numbers they are compared without a call.
  const auto number_of = [](absl::string_view text) {
    std::array<unsigned char, 4> digits{};
    if (text.size() >= 4) {
      std::memcpy(digits.data(), text.data(), 4);
    } else {
      std::copy(text.begin(), text.end(), digits.begin());
    }
    return std::uint32_t{digits[0]} << 24 | std::uint32_t{digits[1]} << 16 |
           std::uint32_t{digits[2]} << 8 | std::uint32_t{digits[3]};
  };
  const auto end = data_.regions.end();
  const std::uint32_t wanted = number_of(code);
  auto it = std::lower_bound(data_.regions.begin(), end, wanted,
                             [&number_of](const Region& region, std::uint32_t number) {
                               return number_of(region.code) < number;
                             });
  while (it != end && number_of(it->code) == wanted && it->code != code) ++it;
  return it == end || it->code != code ? nullptr : &*it;
}

int Ruleset::FindAuthorityParameter(absl::string_view id) const {
  const auto it =
      std::lower_bound(data_.authority_parameters.begin(), data_.authority_parameters.end(), id,
                       [](const AuthorityParameter& parameter, absl::string_view key) {
                         return parameter.id < key;
                       });
  if (it == data_.authority_parameters.end() || it->id != id) return -1;
  return static_cast<int>(it - data_.authority_parameters.begin());
}

const AuthorityPattern* Ruleset::pattern(int code_index, BusinessScale scale) const {
  const CodeFacts* code = ElementAt(code_facts_, code_index);
  if (code == nullptr) return nullptr;
  return ElementAt(data_.authority_patterns, code->patterns[static_cast<std::size_t>(scale)]);
}

const ReferenceValue* Ruleset::FindReference(absl::string_view kind, absl::string_view code) const {
  return ElementAt(data_.references, IndexIn(reference_by_name_, absl::StrCat(kind, "/", code)));
}

const SmallLand* Ruleset::small_land(int code_index) const {
  for (const SmallLand& limit : data_.limits.small_land) {
    const bool applies =
        limit.kbli.empty() ||
        std::any_of(limit.kbli.begin(), limit.kbli.end(),
                    [&](const std::string& prefix) { return kbli().IsUnder(code_index, prefix); });
    if (applies) return &limit;
  }
  return nullptr;
}

bool Ruleset::RefusesByLegalForm(const Facts& facts) const {
  return std::any_of(
      rows_refusing_forms_.begin(), rows_refusing_forms_.end(), [&facts](const TableRow* row) {
        const absl::Span<const Conditions::Test> tests = row->conditions.tests();
        return std::all_of(tests.begin(), tests.end(), [&facts](const Conditions::Test& test) {
          return test.input == Input::kLegalForm || Conditions::Holds(test, facts);
        });
      });
}

int Ruleset::row_count() const {
  std::size_t rows = data_.scopes.size() + data_.official_rows.size();
  for (const DecisionTable& table : data_.tables) rows += table.rows.size();
  return static_cast<int>(rows);
}

}  // namespace izin
