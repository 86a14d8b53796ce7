#include "service/reclassify/change_rows.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/json_util.h"

#include "classifier/enum_names.h"
#include "service/base/csv_records.h"
#include "service/reclassify/old_documents.h"
#include "service/render/api_words.h"

namespace izin {
namespace {

// "PKKPR" of "permit/PKKPR".
absl::string_view CodeOfSubject(absl::string_view subject) {
  return subject.substr(subject.find('/') + 1);
}

std::string Grounds(absl::string_view what, const TableRow& row) {
  return absl::StrCat(what, " ", row.id, " (", row.where, ")");
}

// The rows of the rules behind each difference.
class Because {
 public:
  Because(const Comparison& comparison, internal::ReclassifiedActivity& out)
      : comparison_(comparison), out_(out) {}

  void Run() {
    const CellChange& change = comparison_.change;
    if (change.from_risk != change.to_risk) {
      AddLevel(comparison_.from, "-");
      AddLevel(comparison_.to, "+");
    }
    for (const std::string& code : change.permits_removed) AddPermit(comparison_.from, "-", code);
    for (const std::string& code : change.permits_added) AddPermit(comparison_.to, "+", code);
    for (const AnswerDifference& term : change.differences) {
      if (!IsTerm(term)) continue;
      AddPermit(comparison_.from, "-", CodeOfSubject(term.subject));
      AddPermit(comparison_.to, "+", CodeOfSubject(term.subject));
    }
    for (const PermitMove& move : change.moved) {
      AddOffice(comparison_.from, "-", move.permit);
      AddOffice(comparison_.to, "+", move.permit);
    }
    if (change.from_authority != change.to_authority) {
      AddChoice(comparison_.from.authority, "-AUTHORITY");
      AddChoice(comparison_.to.authority, "+AUTHORITY");
    }
    for (const DocumentAction& action : comparison_.documents) {
      out_.add_because(absl::StrCat(action.document->action, " ", ProvisionOf(*action.document),
                                    " (", NameOf(action.document->legal_basis.front().verification),
                                    ")"));
    }
  }

 private:
  void AddLevel(const Decision& decision, absl::string_view sign) {
    if (decision.scope != nullptr)
      out_.add_because(absl::StrCat(sign, "RISK ", decision.scope->id,
                                    " (risk_matrix.tsv:", decision.scope->line, ")"));
    if (decision.scope != nullptr || decision.code_index < 0) return;
    for (const Scope& scope : decision.ruleset->scopes_of(decision.code_index)) {
      const RiskLevel level = scope.level_at[static_cast<std::size_t>(decision.scale)];
      if (level != RiskLevel::kUnspecified && level == decision.risk_level)
        out_.add_because(
            absl::StrCat(sign, "RISK ", scope.id, " (risk_matrix.tsv:", scope.line, ")"));
    }
  }

  static const PermitDecision* Find(const Decision& decision, absl::string_view code) {
    for (const PermitDecision& decided : decision.permits) {
      if (decided.row != nullptr && decided.permit->code == code) return &decided;
    }
    return nullptr;
  }

  void AddPermit(const Decision& decision, absl::string_view sign, absl::string_view code) {
    const PermitDecision* decided = Find(decision, code);
    if (decided != nullptr) out_.add_because(Grounds(absl::StrCat(sign, code), *decided->row));
  }

  void AddOffice(const Decision& decision, absl::string_view sign, absl::string_view code) {
    const PermitDecision* decided = Find(decision, code);
    if (decided != nullptr) AddChoice(decided->office, absl::StrCat(sign, "AUTHORITY ", code));
  }

  void AddChoice(const OfficeChoice& choice, absl::string_view what) {
    if (choice.row != nullptr) return out_.add_because(Grounds(what, *choice.row));
    if (choice.basis != nullptr)
      out_.add_because(absl::StrCat(what, " ", choice.basis->regulation, " ",
                                    choice.basis->provision, " ", choice.basis->as_of));
  }

  const Comparison& comparison_;
  internal::ReclassifiedActivity& out_;
};

// "IZIN_LOKASI:KEEP_AS_KKPR".
std::string WordsOf(const DocumentAction& action) {
  return absl::StrCat(action.document->held, ":", action.document->action);
}

std::string IdOf(const ScopeCandidate& candidate) {
  return candidate.scope == nullptr ? candidate.code.ToString() : candidate.scope->id;
}

std::vector<std::string> MoveWords(const CellChange& change) {
  std::vector<std::string> words;
  for (const PermitMove& move : change.moved) {
    words.push_back(
        absl::StrCat(move.permit, ":", NameOf(move.from_kind), ">", NameOf(move.to_kind)));
  }
  return words;
}

std::vector<std::string> TermWords(const CellChange& change) {
  std::vector<std::string> words;
  for (const AnswerDifference& term : change.differences) {
    if (IsTerm(term))
      words.push_back(
          absl::StrCat(CodeOfSubject(term.subject), ":", term.field, ":", term.from, ">", term.to));
  }
  return words;
}

std::vector<absl::string_view> ReasonWords(const Comparison& comparison) {
  std::vector<absl::string_view> words;
  for (int i = 0; i < kReasonCount; ++i) {
    if (comparison.Has(static_cast<Reason>(i))) words.push_back(NameOf(static_cast<Reason>(i)));
  }
  return words;
}

void SetLists(const Comparison& comparison, internal::ReclassifiedActivity& out) {
  for (std::string& words : MoveWords(comparison.change)) out.add_permits_moved(std::move(words));
  for (std::string& words : TermWords(comparison.change)) out.add_terms(std::move(words));
  for (const DocumentAction& action : comparison.documents) out.add_documents(WordsOf(action));
  for (const ScopeCandidate& candidate : comparison.to.candidates) {
    v1::Scope& scope = *out.add_candidates();
    scope.set_id(IdOf(candidate));
    if (candidate.scope != nullptr) scope.set_label(candidate.scope->label);
    scope.set_risk_level(static_cast<v1::RiskLevel>(candidate.level));
  }
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& items) {
  return absl::StrJoin(items, "|");
}

std::vector<std::string> ReformWords(const CellChange& change) {
  std::vector<std::string> words;
  for (v1::ReformKind kind : change.reforms) words.push_back(ApiWord(kind));
  return words;
}

// The code in the later edition; nothing where a person must choose it.
std::string NewCode(const Decision& to) {
  const RulesetData& data = to.ruleset->data();
  if (to.outcome != Outcome::kCodeReviewRequired || to.edition == data.edition)
    return to.code.ToString();
  const auto counterparts = data.conversion.CounterpartsOf(to.code, to.edition, data.edition);
  return counterparts.size() == 1 ? counterparts.front().ToString() : std::string();
}

// The category of a code of the later edition.
std::string SectorOf(const Decision& to, const std::string& code_text) {
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(code_text);
  if (!code.ok()) return "";
  const std::optional<int> index = to.ruleset->kbli().IndexOf(*code);
  return index.has_value() ? std::string(1, to.ruleset->kbli().CategoryOf(*index)) : "";
}

void AppendField(absl::string_view text, std::string& out) {
  out += ',';
  AppendCsvField(text, out);
}

// The word of a value, and nothing for none.
template <typename Enum>
std::string Word(Enum value) {
  return static_cast<int>(value) == 0 ? std::string() : ApiWord(value);
}

}  // namespace

std::string ChangeHeader(bool explain) {
  return absl::StrCat(
      "business_id,project_id,old_kbli,new_kbli,scope_id,scale,locations,from_outcome,to_outcome,"
      "from_risk,to_risk,from_authority,to_authority,reasons,reforms,permits_added,permits_removed,"
      "permits_moved,terms,commitments_added,commitments_removed,documents,candidates",
      explain ? ",because" : "", "\n");
}

internal::ReclassifiedActivity ChangeOf(const Comparison& comparison, bool explain) {
  internal::ReclassifiedActivity out;
  out.set_old_kbli(std::string(comparison.row.texts[RowField::kKbliCode]));
  const Decision& to = comparison.to;
  out.set_new_kbli(NewCode(to));
  v1::RulesetChange& change = *out.mutable_change() = RenderChange(comparison.change);
  change.set_kbli_code(out.new_kbli());
  change.set_sector(SectorOf(to, out.new_kbli()));
  if (to.scope != nullptr) change.set_scope_id(to.scope->id);
  change.set_scale(static_cast<v1::BusinessScale>(to.scale));
  const std::uint8_t places = comparison.row.word(RowField::kLocations);
  for (int type = v1::LocationType_MIN + 1; type <= v1::LocationType_MAX; ++type) {
    if ((places >> type & 1) == 0) continue;
    out.add_locations(ApiWord(static_cast<v1::LocationType>(type)));
    if (places == 1 << type) change.set_location(static_cast<v1::LocationType>(type));
  }
  out.set_reason(std::string(NameOf(FirstReason(comparison.reasons))));
  for (absl::string_view reason : ReasonWords(comparison)) out.add_reasons(std::string(reason));
  out.set_from_outcome(static_cast<v1::Outcome>(comparison.change.from_outcome));
  out.set_to_outcome(static_cast<v1::Outcome>(comparison.change.to_outcome));
  out.set_from_authority(std::string(NameOf(comparison.change.from_authority)));
  out.set_to_authority(std::string(NameOf(comparison.change.to_authority)));
  SetLists(comparison, out);
  if (explain) Because(comparison, out).Run();
  return out;
}

std::string CsvHead(const TypedRow& row, const Decision& to) {
  std::string head;
  AppendField(row.texts[RowField::kKbliCode], head);
  AppendField(NewCode(to), head);
  AppendField(to.scope == nullptr ? absl::string_view() : absl::string_view(to.scope->id), head);
  return head;
}

std::string CsvPlace(BusinessScale scale, std::uint8_t locations) {
  std::string place;
  AppendField(Word(static_cast<v1::BusinessScale>(scale)), place);
  std::string places;
  for (int type = v1::LocationType_MIN + 1; type <= v1::LocationType_MAX; ++type) {
    if ((locations >> type & 1) == 0) continue;
    absl::StrAppend(&places, places.empty() ? "" : "|",
                    ApiWord(static_cast<v1::LocationType>(type)));
  }
  AppendField(places, place);
  return place;
}

std::string CsvBody(const Comparison& comparison) {
  const CellChange& change = comparison.change;
  std::string body;
  AppendField(Word(static_cast<v1::Outcome>(change.from_outcome)), body);
  AppendField(Word(static_cast<v1::Outcome>(change.to_outcome)), body);
  AppendField(Word(static_cast<v1::RiskLevel>(change.from_risk)), body);
  AppendField(Word(static_cast<v1::RiskLevel>(change.to_risk)), body);
  AppendField(NameOf(change.from_authority), body);
  AppendField(NameOf(change.to_authority), body);
  AppendField(absl::StrJoin(ReasonWords(comparison), "|"), body);
  AppendField(absl::StrJoin(ReformWords(change), "|"), body);
  AppendField(absl::StrJoin(change.permits_added, "|"), body);
  AppendField(absl::StrJoin(change.permits_removed, "|"), body);
  AppendField(absl::StrJoin(MoveWords(change), "|"), body);
  AppendField(absl::StrJoin(TermWords(change), "|"), body);
  return body;
}

std::string CsvDuties(const CellChange& change) {
  std::string duties;
  AppendField(absl::StrJoin(change.commitments_added, "|"), duties);
  AppendField(absl::StrJoin(change.commitments_removed, "|"), duties);
  return duties;
}

std::string CsvDocuments(const std::vector<DocumentAction>& actions) {
  std::string words;
  for (const DocumentAction& action : actions)
    absl::StrAppend(&words, words.empty() ? "" : "|", WordsOf(action));
  std::string field;
  AppendField(words, field);
  return field;
}

std::string CsvCandidates(const Decision& to) {
  std::string words;
  for (const ScopeCandidate& candidate : to.candidates) {
    absl::StrAppend(&words, words.empty() ? "" : "|", IdOf(candidate));
    if (candidate.level != RiskLevel::kUnspecified)
      absl::StrAppend(&words, ":", ApiWord(static_cast<v1::RiskLevel>(candidate.level)));
  }
  std::string field;
  AppendField(words, field);
  return field;
}

std::string CsvTail(const Comparison& comparison, const internal::ReclassifiedActivity& change,
                    bool explain) {
  std::string tail =
      absl::StrCat(CsvHead(comparison.row, comparison.to),
                   CsvPlace(comparison.to.scale, comparison.row.word(RowField::kLocations)),
                   CsvBody(comparison), CsvDuties(comparison.change),
                   CsvDocuments(comparison.documents), CsvCandidates(comparison.to));
  if (explain) AppendField(Joined(change.because()), tail);
  tail += '\n';
  return tail;
}

std::string NdjsonTail(const internal::ReclassifiedActivity& row) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(row, &json).ok()) json = "{}";
  // Its own opening brace gives way to what stands before it.
  return json == "{}" ? "}\n" : absl::StrCat(",", json.substr(1), "\n");
}

}  // namespace izin
