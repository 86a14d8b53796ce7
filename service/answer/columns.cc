#include "service/answer/columns.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/answer/encoded_answer.h"
#include "service/request/request_faults.h"
#include "service/request/wire_fields.h"

namespace izin {
namespace {

using Request = v1::ClassifyActivityColumnsRequest;
using Response = v1::ClassifyActivityColumnsResponse;

// Activities that were never asked for before take microseconds each.
constexpr int kItemsBetweenLooks = 256;

void CheckLength(absl::string_view path, std::size_t length, std::size_t wanted,
                 RequestFaults& faults) {
  if (length == wanted) return;
  faults.Add(
      FaultKind::kInvalid, std::string(path),
      FaultText{.en = absl::StrCat(length, " entries: want ", wanted, ", one for each code"),
                .id = absl::StrCat(length, " isian: tulis ", wanted, ", satu untuk setiap kode")});
}

// What has a column of its own is not said for all.
void CheckShared(const Request& request, RequestFaults& faults) {
  for (int i = 0; i < request.shared_size(); ++i) {
    const v1::BusinessActivity& shared = request.shared(i);
    const auto check = [&](bool is_given, absl::string_view field) {
      if (!is_given) return;
      faults.Add(FaultKind::kInvalid, absl::StrCat("shared[", i, "].", field),
                 FaultText{.en = "has a column of its own: want nothing here",
                           .id = "punya kolom sendiri: kosongkan di sini"});
    };
    check(!shared.kbli_code().empty(), "kbli_code");
    check(!shared.scope_id().empty(), "scope_id");
    check(shared.scale() != v1::BUSINESS_SCALE_UNSPECIFIED, "scale");
    check(!shared.locations().empty(), "locations");
  }
}

absl::Status Check(const Request& request) {
  RequestFaults faults;
  const auto most = [&faults](absl::string_view path, int count, int at_most) {
    if (count <= at_most) return;
    faults.Add(FaultKind::kInvalid, std::string(path),
               FaultText{.en = absl::StrCat(count, " entries: want at most ", at_most),
                         .id = absl::StrCat(count, " isian: paling banyak ", at_most)});
  };
  most("kbli_codes", request.kbli_codes_size(), ColumnLimits::kActivities);
  most("shared", request.shared_size(), ColumnLimits::kShared);
  const auto count = static_cast<std::size_t>(request.kbli_codes_size());
  CheckLength("scales", request.scales().size(), count, faults);
  CheckLength("locations", request.locations().size(), count, faults);
  if (request.scope_numbers_size() > 0)
    CheckLength("scope_numbers", static_cast<std::size_t>(request.scope_numbers_size()), count,
                faults);
  if (request.shared_positions_size() > 0)
    CheckLength("shared_positions", static_cast<std::size_t>(request.shared_positions_size()),
                count, faults);
  const auto shared = static_cast<std::uint32_t>(std::max(request.shared_size(), 1));
  for (int i = 0; i < request.shared_positions_size() && faults.empty(); ++i) {
    if (request.shared_positions(i) < shared) continue;
    faults.Add(FaultKind::kInvalid, absl::StrCat("shared_positions[", i, "]"),
               FaultText{.en = absl::StrCat(request.shared_positions(i), ": there are ", shared),
                         .id = absl::StrCat(request.shared_positions(i), ": hanya ada ", shared)});
  }
  CheckShared(request, faults);
  return faults.empty() ? absl::OkStatus() : faults.ToStatus();
}

// Writes the answers of one call. Its tables hold what is used, in the order of first use: what is
// in memory from other calls does not show.
class Writer {
 public:
  Writer(const Request& request, std::vector<std::shared_ptr<PlainAnswers>> answers,
         Response& response)
      : request_(request), answers_(std::move(answers)), out_(response), permits_(answers_.size()) {
    const int count = request.kbli_codes_size();
    response.mutable_outcomes()->resize(static_cast<std::size_t>(count));
    response.mutable_risk_levels()->resize(static_cast<std::size_t>(count));
    response.mutable_permits()->Resize(count, 0);
    response.mutable_offices()->Resize(count, 0);
    response.add_permit_sets();
    response.add_office_table();
  }

  void Write(int begin, int end) {
    char* outcomes = out_.mutable_outcomes()->data();
    char* levels = out_.mutable_risk_levels()->data();
    std::uint32_t* permits = out_.mutable_permits()->mutable_data();
    std::uint32_t* offices = out_.mutable_offices()->mutable_data();
    const bool has_positions = request_.shared_positions_size() > 0;
    for (int i = begin; i < end; ++i) {
      const PlainActivity activity = ActivityAt(i);
      const std::size_t which = has_positions ? request_.shared_positions(i) : 0;
      const PlainAnswer answer = answers_[which]->Find(activity);
      if (answer.is_refused()) {
        AddError(i, activity, *answers_[which]);
        continue;
      }
      outcomes[i] = static_cast<char>(answer.outcome());
      levels[i] = static_cast<char>(answer.level());
      permits[i] = PermitsAt(answer.permits(), which);
      offices[i] = OfficeAt(answer.office(), *answers_[which]);
    }
  }

 private:
  // By the number of an answer the position in the response; 0: none yet.
  using Positions = std::vector<std::uint32_t>;

  PlainActivity ActivityAt(int i) const {
    const auto at = static_cast<std::size_t>(i);
    return {.code = request_.kbli_codes(i),
            .scope = request_.scope_numbers_size() == 0 ? 0 : request_.scope_numbers(i),
            .scale = static_cast<std::uint8_t>(request_.scales()[at]),
            .locations = static_cast<std::uint8_t>(request_.locations()[at])};
  }

  static std::uint32_t& At(std::uint32_t number, Positions& positions) {
    if (number >= positions.size()) positions.resize(number + std::size_t{16});
    return positions[number];
  }

  std::uint32_t PermitsAt(std::uint32_t number, std::size_t which) {
    std::uint32_t& position = At(number, permits_[which]);
    if (position != 0 || number == 0) return position;
    const std::vector<std::string> permits = answers_[which]->permits(number);
    const auto [place, is_new] = sets_.try_emplace(
        absl::StrJoin(permits, "|"), static_cast<std::uint32_t>(out_.permit_sets_size()));
    if (is_new) out_.add_permit_sets()->mutable_permits()->Add(permits.begin(), permits.end());
    return position = place->second;
  }

  // Offices have one number for all, that of the ruleset.
  std::uint32_t OfficeAt(std::uint32_t number, const PlainAnswers& answers) {
    std::uint32_t& position = At(number, offices_);
    if (position != 0 || number == 0) return position;
    position = static_cast<std::uint32_t>(out_.office_table_size());
    const Office& office = *answers.office(number);
    v1::OfficeEntry& entry = *out_.add_office_table();
    entry.set_id(office.id);
    entry.set_kind(static_cast<v1::AuthorityKind>(office.kind));
    return position;
  }

  void AddError(int i, const PlainActivity& activity, const PlainAnswers& answers) {
    out_.set_refused(out_.refused() + 1);
    if (out_.errors_size() == ColumnLimits::kErrors) return;
    v1::ColumnError& error = *out_.add_errors();
    error.set_position(static_cast<std::uint32_t>(i));
    *error.mutable_error() = ToItemError(answers.FaultOf(activity));
  }

  const Request& request_;
  const std::vector<std::shared_ptr<PlainAnswers>> answers_;
  Response& out_;
  std::vector<Positions> permits_;
  Positions offices_;
  absl::flat_hash_map<std::string, std::uint32_t> sets_;
};

}  // namespace

absl::Status CheckColumnsBytes(absl::string_view bytes) {
  if (bytes.size() > ColumnLimits::kBytes)
    return absl::ResourceExhaustedError(
        absl::StrCat("a request of ", bytes.size(), " bytes: want at most ", ColumnLimits::kBytes));
  RequestFaults faults;
  int count = 0;
  ForEachContent(bytes, Request::kSharedFieldNumber, [&](absl::string_view shared) {
    if (shared.size() > ColumnLimits::kSharedBytes)
      faults.Add(FaultKind::kInvalid, absl::StrCat("shared[", count, "]"),
                 FaultText{.en = absl::StrCat(shared.size(), " bytes: want at most ",
                                              ColumnLimits::kSharedBytes),
                           .id = absl::StrCat(shared.size(), " bita: paling banyak ",
                                              ColumnLimits::kSharedBytes)});
    return ++count <= ColumnLimits::kShared && faults.empty();
  });
  if (count > ColumnLimits::kShared)
    faults.Add(FaultKind::kInvalid, "shared",
               FaultText{.en = absl::StrCat("more than ", ColumnLimits::kShared, " entries"),
                         .id = absl::StrCat("lebih dari ", ColumnLimits::kShared, " isian")});
  return faults.empty() ? absl::OkStatus() : faults.ToStatus();
}

std::shared_ptr<PlainAnswers> Columns::AnswersOf(const Moment& moment,
                                                 const std::shared_ptr<const Ruleset>& ruleset,
                                                 const v1::BusinessActivity& shared) {
  std::string bytes = shared.SerializeAsString();
  absl::MutexLock lock(&mutex_);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return kept.ruleset == ruleset && kept.shared == bytes;
  });
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
    return found->answers;
  }
  auto answers = std::make_shared<PlainAnswers>(pipeline_, moment, ruleset, shared);
  kept_.push_front({.ruleset = ruleset, .shared = std::move(bytes), .answers = answers});
  if (kept_.size() > kKept) kept_.pop_back();
  return answers;
}

absl::Status Columns::Answer(const Request& request, absl::FunctionRef<bool()> is_cancelled,
                             Response& response) {
  if (absl::Status sound = Check(request); !sound.ok()) return sound;
  const Moment moment = pipeline_.Now();
  const absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset =
      request.ruleset().empty() ? moment.library->InForceOn(moment.today)
                                : moment.library->Find(request.ruleset());
  if (!ruleset.ok()) {
    const bool is_malformed = absl::IsInvalidArgument(ruleset.status());
    const bool is_missing = absl::IsNotFound(ruleset.status());
    return FieldError(is_malformed ? FaultKind::kInvalid
                                   : (is_missing ? FaultKind::kNotFound : FaultKind::kPrecondition),
                      "ruleset", std::string(ruleset.status().message()));
  }
  std::vector<std::shared_ptr<PlainAnswers>> answers;
  for (const v1::BusinessActivity& shared : request.shared())
    answers.push_back(AnswersOf(moment, *ruleset, shared));
  if (answers.empty()) answers.push_back(AnswersOf(moment, *ruleset, v1::BusinessActivity()));
  response.Clear();
  response.set_ruleset((*ruleset)->versioned_name());
  Writer writer(request, std::move(answers), response);
  for (int i = 0; i < request.kbli_codes_size(); i += kItemsBetweenLooks) {
    if (is_cancelled()) return absl::CancelledError("the caller went away");
    writer.Write(i, std::min(i + kItemsBetweenLooks, request.kbli_codes_size()));
  }
  return absl::OkStatus();
}

}  // namespace izin
