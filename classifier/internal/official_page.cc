#include "classifier/internal/official_page.h"

#include <algorithm>

#include "classifier/internal/warn.h"

namespace izin::internal {
namespace {

using Kind = AuthorityCondition::Kind;

// Minister above governor above regent or mayor; nobody below them.
int RankOf(const Office* office) {
  if (office == nullptr) return 0;
  switch (office->kind) {
    case AuthorityKind::kMinister:
    case AuthorityKind::kOssInstitution:
      return 3;
    case AuthorityKind::kGovernor:
      return 2;
    default:
      return 1;
  }
}

int RankOf(const Ruleset& ruleset, int office) { return RankOf(ruleset.OfficeAt(office)); }

// Picks among the pairs of one page that names several offices, in the order of their conditions.
class PairChoice {
 public:
  PairChoice(const Ruleset& ruleset, absl::Span<const AuthorityPair> pairs, const PageQuery& query)
      : ruleset_(ruleset), pairs_(pairs), query_(query), facts_(query.facts) {}

  int Run() {
    // Foreign capital is decided by law before any page is read (PP 28/2025 art 138(4)).
    const auto is_asked_for = [this](const AuthorityPair& pair) {
      return IsNamed(ruleset_, pair, query_);
    };
    if (TakeHighest(is_asked_for)) return office_;
    TakeByFacts();
    if (office_ >= 0) {
      NoteUnconditional();
      return office_;
    }
    TakeHighest([](const AuthorityPair& pair) { return pair.condition.kind == Kind::kAsk; });
    overlap_ = -1;  // the page leaves it open: a question, not an overlap
    return office_;
  }

  int overlap() const { return overlap_; }

 private:
  int OfficeOf(const AuthorityPair& pair) const {
    return OfficeInRegion(ruleset_, pair.office, facts_);
  }

  // The highest office of the pairs that `holds` is true for; false if there are none.
  template <typename Predicate>
  bool TakeHighest(const Predicate& holds) {
    for (const AuthorityPair& pair : pairs_) {
      if (pair.condition.kind == Kind::kForeign || !holds(pair)) continue;
      const int office = OfficeOf(pair);
      if (office_ < 0) {
        office_ = office;
      } else if (RankOf(ruleset_, office) > RankOf(ruleset_, office_)) {
        overlap_ = office_;
        office_ = office;
      } else if (office != office_) {
        overlap_ = office;
      }
    }
    return office_ >= 0;
  }

  void TakeByFacts() {
    const bool is_in_province = facts_.value(Input::kRegionWithoutRegencies) != 0;
    const auto is_of_province = [](const AuthorityPair& pair) {
      return pair.condition.in_province_without_regencies;
    };
    if (is_in_province && TakeHighest(is_of_province)) return;
    const std::uint64_t extent = facts_.bits(Input::kExtent);
    if (extent == 1) {  // not known
      if (TakeLowest()) return;
    } else if (TakeHighest([extent](const AuthorityPair& pair) {
                 return pair.condition.kind == Kind::kExtent &&
                        (pair.condition.extents & extent) != 0;
               })) {
      return;
    }
    if (TakeHighest(
            [](const AuthorityPair& pair) { return pair.condition.kind == Kind::kNotForeign; }))
      return;
    TakeHighest([](const AuthorityPair& pair) { return pair.condition.kind == Kind::kAny; });
  }

  // Where the extent is not known but decides: the lowest office named.
  bool TakeLowest() {
    const bool decides = std::any_of(pairs_.begin(), pairs_.end(), [](const AuthorityPair& pair) {
      return pair.condition.kind == Kind::kExtent && pair.condition.extents != 0;
    });
    if (!decides) return false;
    for (const AuthorityPair& pair : pairs_) {
      const bool counts = pair.condition.kind == Kind::kNotForeign ||
                          pair.condition.kind == Kind::kAny ||
                          (pair.condition.kind == Kind::kExtent && pair.condition.extents != 0);
      if (!counts) continue;
      const int office = OfficeOf(pair);
      if (office_ < 0 || RankOf(ruleset_, office) < RankOf(ruleset_, office_)) office_ = office;
    }
    return true;
  }

  // A pair without any condition holds beside whatever was chosen.
  void NoteUnconditional() {
    for (const AuthorityPair& pair : pairs_) {
      if (pair.condition.kind == Kind::kAny && OfficeOf(pair) != office_) overlap_ = OfficeOf(pair);
    }
  }

  const Ruleset& ruleset_;
  absl::Span<const AuthorityPair> pairs_;
  const PageQuery& query_;
  const Facts& facts_;
  int office_ = -1;
  int overlap_ = -1;
};

// The office that a page or a pattern gives; -1 where none holds. `overlap` becomes another office
// that it names for the same case, if there is one.
template <typename Page>
int OfficeOf(const Ruleset& ruleset, const Page& page, const PageQuery& query, int& overlap) {
  if (page.only_office >= 0) return OfficeInRegion(ruleset, page.only_office, query.facts);
  PairChoice choice(ruleset, page.pairs, query);
  const int office = choice.Run();
  overlap = choice.overlap();
  return office;
}

PermitDecision* LicenceOf(Decision& decision) {
  for (PermitDecision& decided : decision.permits) {
    if (decided.line != nullptr && decided.line->term_from_official_row) return &decided;
  }
  for (PermitDecision& decided : decision.permits) {
    const bool is_licence = decided.permit->category == PermitCategory::kLicence ||
                            decided.permit->category == PermitCategory::kStandardCertificate;
    if (is_licence) return &decided;
  }
  return nullptr;
}

}  // namespace

int OfficeInRegion(const Ruleset& ruleset, int office, const Facts& facts) {
  const bool has_regency_office = facts.value(Input::kRegionWithoutRegencies) == 0;
  if (has_regency_office) return office;
  const Office* named = ruleset.OfficeAt(office);
  const bool is_regency_office = named != nullptr && named->kind == AuthorityKind::kRegentOrMayor;
  return is_regency_office ? ruleset.governor() : office;
}

bool IsNamed(const Ruleset& ruleset, const AuthorityPair& pair, const PageQuery& query) {
  if (pair.parameter < 0) return false;
  if (pair.parameter == query.assumed_parameter) return true;
  const std::vector<std::string>& named = query.activity.authority_parameters;
  if (named.empty()) return false;
  const AuthorityParameter* parameter =
      ElementAt(ruleset.data().authority_parameters, pair.parameter);
  return parameter != nullptr && std::binary_search(named.begin(), named.end(), parameter->id);
}

LicenceOffice OfficeOfScope(const Decision& decision, const Scope& scope, const PageQuery& query,
                            const TableRow& row) {
  const Ruleset& ruleset = *decision.ruleset;
  const OfficialRow* page = ruleset.official_row(scope, decision.scale);
  const AuthorityPattern* pattern =
      page == nullptr ? ruleset.pattern(decision.code_index, decision.scale) : nullptr;
  int overlap = -1;
  int office = -1;
  if (page != nullptr) office = OfficeOf(ruleset, *page, query, overlap);
  if (pattern != nullptr) office = OfficeOf(ruleset, *pattern, query, overlap);
  if (office < 0) {
    return {.choice = {.office = ruleset.OfficeAt(OfficeInRegion(ruleset, row.office, query.facts)),
                       .row = &row,
                       .basis = nullptr},
            .overlap = nullptr,
            .is_confirmed = false,
            .pattern = nullptr};
  }
  const Citation* basis =
      page != nullptr ? ElementAt(ruleset.data().official_basis, 0) : &pattern->basis;
  return {.choice = {.office = ruleset.OfficeAt(office), .row = nullptr, .basis = basis},
          .overlap = page != nullptr ? ruleset.OfficeAt(overlap) : nullptr,
          .is_confirmed = page != nullptr,
          .pattern = pattern};
}

bool MayReadExtent(const Decision& decision) {
  const Ruleset& ruleset = *decision.ruleset;
  bool may = false;
  ForEachScope(decision, [&](const Scope& scope, std::size_t) {
    const OfficialRow* page = ruleset.official_row(scope, decision.scale);
    may = may || page == nullptr || page->only_office < 0;
  });
  return may;
}

LicenceOffice OfficeByPage(const Decision& decision, const PageQuery& query, const TableRow& row,
                           std::vector<const Office*>* offices) {
  LicenceOffice highest;
  ForEachScope(decision, [&](const Scope& scope, std::size_t) {
    const LicenceOffice office = OfficeOfScope(decision, scope, query, row);
    const Office* named = office.choice.office;
    if (offices != nullptr && std::find(offices->begin(), offices->end(), named) == offices->end())
      offices->push_back(named);
    const int rank = RankOf(office.choice.office);
    const int best = RankOf(highest.choice.office);
    // Of two alike the one in doubt stands.
    if (rank > best || (rank == best && highest.is_confirmed && !office.is_confirmed))
      highest = office;
  });
  return highest;
}

void ReadLicencePage(Run& run) {
  Decision& decision = run.decision;
  PermitDecision* licence = LicenceOf(decision);
  if (licence == nullptr) return;
  const Ruleset& ruleset = *decision.ruleset;
  int scopes = 0;
  int documents_alike = 0;
  const OfficialRow* first = nullptr;
  int term_days = 0;
  ForEachScope(decision, [&](const Scope& scope, std::size_t) {
    ++scopes;
    const OfficialRow* page = ruleset.official_row(scope, decision.scale);
    if (page == nullptr) return;
    if (first == nullptr) first = page;
    if (page->document == first->document) ++documents_alike;
    term_days = std::max(term_days, page->term_days);
    const Permit* named = ruleset.PermitAt(page->permit);
    const bool differs = named != nullptr && named != licence->permit &&
                         named->category != PermitCategory::kIdentity;
    if (!differs || licence->permit->category == PermitCategory::kLicence) return;
    licence->permit = named;
    licence->held = run.IsHeld(named->code);
    Warn(decision, EngineNotice::kLicenceKindDiffers, nullptr, named->code);
  });
  if (first == nullptr) return;
  if (licence->line->term_from_official_row) {
    licence->working_days = term_days;
    licence->working_days_with_repairs = term_days;
  }
  if (documents_alike != scopes) return;
  licence->page = first;
  if (first->is_document_suspect)
    Warn(decision, EngineNotice::kSuspectText, nullptr, first->document);
}

void CollectPageExtras(Decision& decision, const BusinessActivity& activity) {
  const OfficialCode* page =
      decision.code_index < 0 ? nullptr : decision.ruleset->official_code(decision.code_index);
  if (page == nullptr) return;
  const RulesetData& data = decision.ruleset->data();
  for (int index : page->supporting) {
    const Permit* permit = ElementAt(data.supporting_permits, index);
    if (permit == nullptr) continue;
    decision.permits.push_back(
        {.permit = permit,
         .flag = CommitmentFlag::kNone,
         .held = std::binary_search(activity.held_permits.begin(), activity.held_permits.end(),
                                    permit->code)});
  }
  for (int index : page->conditions) {
    const OfficialCondition* condition = ElementAt(data.conditions, index);
    const Notice* notice =
        condition == nullptr ? nullptr : decision.ruleset->NoticeAt(condition->notice);
    if (notice != nullptr) decision.warnings.push_back({.notice = notice, .condition = condition});
  }
  // What was not read to its end may hold more than is listed.
  if (!page->are_conditions_readable || !page->is_supporting_complete)
    Warn(decision, EngineNotice::kSuspectText, nullptr, decision.entry->code);
}

}  // namespace izin::internal
