#include "service/review/as_answered.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"

#include "service/render/api_words.h"
#include "service/review/case_parts.h"

namespace izin {
namespace {

using Codes = google::protobuf::RepeatedPtrField<std::string>;

bool Stands(const std::string& code, const std::vector<std::string>& among) {
  return std::find(among.begin(), among.end(), code) != among.end();
}

// A list that is checked whole, if it is: either it is stated or said to be empty.
void Restate(const std::vector<std::string>& got, bool is_checked, Codes& codes) {
  if (is_checked) codes.Assign(got.begin(), got.end());
}

// Leaves out what does not stand as it must.
void Keep(const std::vector<std::string>& got, bool must_stand, Codes& codes) {
  codes.erase(
      std::remove_if(codes.begin(), codes.end(),
                     [&](const std::string& code) { return Stands(code, got) != must_stand; }),
      codes.end());
}

void RestateCodes(const v1::Classification& answer, internal::Expectation& expect) {
  const PermitCodes permits = PermitCodesOf(answer);
  const bool with_permits = expect.permits_size() > 0 || expect.no_permits();
  Restate(permits.required, with_permits, *expect.mutable_permits());
  expect.set_no_permits(with_permits && permits.required.empty());
  Restate(permits.supporting, expect.supporting_size() > 0, *expect.mutable_supporting());
  const std::vector<std::string> warnings = CodesOf(answer.warnings());
  const bool with_warnings = expect.warnings_size() > 0 || expect.no_warnings();
  Restate(warnings, with_warnings, *expect.mutable_warnings());
  expect.set_no_warnings(with_warnings && warnings.empty());
  Keep(warnings, true, *expect.mutable_has_warnings());
  Keep(warnings, false, *expect.mutable_lacks_warnings());
  const std::vector<std::string> commitments = CodesOf(answer.commitments());
  Keep(commitments, true, *expect.mutable_commitments());
  Keep(commitments, false, *expect.mutable_lacks_commitments());
  Restate(CandidatesOf(answer), expect.candidates_size() > 0, *expect.mutable_candidates());
  const auto& blocking = answer.stages().blocking_permits();
  Restate({blocking.begin(), blocking.end()}, expect.blocking_size() > 0,
          *expect.mutable_blocking());
  Restate(QuestionPathsOf(answer), expect.questions_size() > 0, *expect.mutable_questions());
}

void RestatePermit(const v1::Permit& got, internal::ExpectedPermit& expect) {
  const v1::Processing& processing = got.processing();
  expect.set_flag(got.flag());
  expect.set_working_days(processing.working_days());
  expect.set_working_days_with_repairs(processing.working_days_with_repairs());
  expect.set_automatic(processing.automatic());
  expect.set_deemed_approved(processing.deemed_approved());
  if (!expect.authority().empty())
    expect.set_authority(std::string(ApiWord(got.authority().kind())));
  if (!absl::StrContains(got.authority().name(), expect.authority_name_has()))
    expect.set_authority_name_has(got.authority().name());
}

void RestatePermits(const v1::Classification& answer, internal::Expectation& expect) {
  auto& permits = *expect.mutable_permit();
  for (int i = permits.size() - 1; i >= 0; --i) {
    const auto it =
        std::find_if(answer.permits().begin(), answer.permits().end(),
                     [&](const v1::Permit& permit) { return permit.code() == permits[i].code(); });
    if (it == answer.permits().end()) {
      permits.DeleteSubrange(i, 1);
    } else {
      RestatePermit(*it, permits[i]);
    }
  }
}

}  // namespace

std::string AsAnswered(const internal::Case& tested, const v1::Classification& answer) {
  internal::Expectation expect = tested.expect();
  expect.set_outcome(answer.outcome());
  expect.set_risk_level(answer.risk_level());
  expect.set_scope_id(answer.scope().id());
  RestateCodes(answer, expect);
  if (!expect.authority().empty())
    expect.set_authority(std::string(ApiWord(answer.authority().kind())));
  if (!absl::StrContains(answer.authority().name(), expect.authority_name_has()))
    expect.set_authority_name_has(answer.authority().name());
  if (!expect.kbli_code().empty()) expect.set_kbli_code(answer.kbli_code());
  RestatePermits(answer, expect);
  google::protobuf::TextFormat::Printer printer;
  printer.SetInitialIndentLevel(2);
  printer.SetUseUtf8StringEscaping(true);
  std::string fields;
  printer.PrintToString(expect, &fields);
  return absl::StrCat("  expect {\n", fields, "  }\n");
}

}  // namespace izin
