#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "data/loader/internal/official_pages.h"

namespace izin::internal {
namespace {

using Catalogue = absl::flat_hash_map<std::string, izin::Commitment>;

void AddOfficial(Assembly& assembly, Catalogue& catalogue) {
  for (int i = 0; i < assembly.in.official_commitment_size(); ++i) {
    const OfficialCommitmentLine& line = assembly.in.official_commitment(i);
    const Position position = assembly.LineAt(line, "official_commitments.tsv", i);
    izin::Commitment commitment{.code = line.id()};
    commitment.title = RequiredTitle(line, position, assembly.issues);
    if (line.kind() == "REPORT") commitment.kind = CommitmentKind::kReport;
    if (!absl::SimpleAtoi(line.every_months(), &commitment.every_months)) {
      position.AddError(assembly.issues,
                        absl::StrCat("every_months \"", line.every_months(), "\": want a number"));
    }
    if (!line.document().empty()) {
      commitment.detail = {.id = absl::StrCat("Dokumen: ", line.document(), "."),
                           .en = absl::StrCat("Document: ", line.document(), ".")};
    }
    catalogue[line.id()] = std::move(commitment);
  }
}

void AddPossible(Assembly& assembly, Catalogue& catalogue) {
  for (int i = 0; i < assembly.in.possible_commitment_size(); ++i) {
    const PossibleCommitmentLine& line = assembly.in.possible_commitment(i);
    const Position position = assembly.LineAt(line, "possible_commitments.tsv", i);
    if (catalogue.contains(line.id())) {
      position.AddError(assembly.issues,
                        absl::StrCat(line.id(), " is in official_commitments.tsv already"));
    }
    izin::Commitment commitment{.code = line.id()};
    commitment.title = RequiredTitle(line, position, assembly.issues);
    catalogue[line.id()] = std::move(commitment);
  }
}

izin::Commitment Unreadable() {
  izin::Commitment unreadable{.code = std::string(kUnreadable)};
  unreadable.title = {.id = "Satu butir lagi, tidak terbaca pada sumber",
                      .en = "One more line, not readable in the source"};
  unreadable.detail = {.id = "Halaman resmi tidak menampilkan isinya. Tanyakan pada DPMPTSP.",
                       .en = "The official page does not show its text. Ask the DPMPTSP."};
  return unreadable;
}

}  // namespace

PageDuties::PageDuties(Assembly& assembly) : assembly_(assembly) {
  AddOfficial(assembly, catalogue_);
  AddPossible(assembly, catalogue_);
  catalogue_[kUnreadable] = Unreadable();
}

std::vector<int> PageDuties::Commitments(absl::string_view requirements,
                                         absl::string_view obligations, const DutySource& source,
                                         const Position& position) {
  std::vector<int> commitments;
  const auto append = [&](absl::string_view list, CommitmentKind kind) {
    for (const Duty& duty : ReadDuties(list, kind, position)) {
      const int index = CommitmentOf(duty, source, position);
      if (index >= 0) commitments.push_back(index);
    }
  };
  append(requirements, CommitmentKind::kRequirement);
  append(obligations, CommitmentKind::kObligation);
  return commitments;
}

// "ID", "ID:7" in Hari, "ID:12m" in months.
PageDuties::Duty PageDuties::ReadDuty(absl::string_view item, CommitmentKind kind,
                                      const Position& position) {
  const std::size_t colon = item.find(':');
  Duty duty{.id = item.substr(0, colon), .kind = kind};
  if (colon == absl::string_view::npos) return duty;
  absl::string_view term = item.substr(colon + 1);
  int& number = absl::ConsumeSuffix(&term, "m") ? duty.months : duty.working_days;
  if (!absl::SimpleAtoi(term, &number) || number <= 0) {
    position.AddError(assembly_.issues,
                      absl::StrCat("\"", item, "\": want ID, ID:<days> or ID:<months>m"));
  }
  return duty;
}

// Duties of a list, each once; one that stands twice keeps its term. What the page does not show
// stands as often as it does there.
std::vector<PageDuties::Duty> PageDuties::ReadDuties(absl::string_view list, CommitmentKind kind,
                                                     const Position& position) {
  const auto& replaced = assembly_.rules().ruleset(0).page_commitment_replaced();
  std::vector<Duty> duties;
  for (absl::string_view item : Items(list)) {
    const Duty duty = ReadDuty(item, kind, position);
    if (std::find(replaced.begin(), replaced.end(), duty.id) != replaced.end()) continue;
    const auto known = std::find_if(duties.begin(), duties.end(), [&duty](const Duty& other) {
      return other.id == duty.id && duty.id != kUnreadable;
    });
    if (known == duties.end()) {
      duties.push_back(duty);
    } else if (known->working_days == 0 && known->months == 0) {
      *known = duty;
    }
  }
  return duties;
}

// The one entry for a duty in one list with one term, made on first use; -1 if no catalogue has it.
int PageDuties::CommitmentOf(const Duty& duty, const DutySource& source, const Position& position) {
  const auto it = catalogue_.find(duty.id);
  if (it == catalogue_.end()) {
    position.AddFollowing(assembly_.issues,
                          {assembly_.PathOf("official_commitments.tsv"),
                           assembly_.PathOf("possible_commitments.tsv")},
                          absl::StrCat("unknown commitment \"", duty.id, "\""));
    return -1;
  }
  std::vector<izin::Commitment>& made = assembly_.out.page_commitments;
  const std::string key = absl::StrCat(duty.id, "|", static_cast<int>(duty.kind), "|",
                                       duty.working_days, "|", duty.months, "|", source.may_apply);
  const auto [known, is_new] = commitment_by_key_.try_emplace(key, static_cast<int>(made.size()));
  if (!is_new) return known->second;
  izin::Commitment commitment = it->second;
  if (commitment.kind == CommitmentKind::kUnspecified) commitment.kind = duty.kind;
  if (duty.kind == CommitmentKind::kRequirement) commitment.due_before = Stage::kOperation;
  commitment.due_working_days = duty.working_days;
  commitment.due_months = duty.months;
  if (duty.working_days > 0 || duty.months > 0) {
    commitment.due_after = {.id = "halaman resmi tidak menyebut awal jangka waktunya",
                            .en = "the official page does not say when the term starts"};
  }
  commitment.may_apply = source.may_apply;
  commitment.legal_basis = source.legal_basis;
  made.push_back(std::move(commitment));
  return known->second;
}

}  // namespace izin::internal
