#include "service/answer_desk.h"

#include <optional>
#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "service/cache/answer_store.h"
#include "service/cache/cache_reader.h"
#include "service/cache/canonical_key.h"
#include "service/request_faults.h"

namespace izin {
namespace {

// The bytes of a ClassifyActivityResponse that holds the encoded classification: field 1, a message.
std::string Wrapped(absl::string_view classification) {
  constexpr char kField1AsMessage = 0x0A;
  std::string bytes(1, kField1AsMessage);
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.WriteVarint32(static_cast<std::uint32_t>(classification.size()));
  }
  bytes.append(classification.data(), classification.size());
  return bytes;
}

std::shared_ptr<const CachedAnswer> Encode(const v1::Classification& classification,
                                           absl::string_view encoded) {
  return std::make_shared<const CachedAnswer>(
      CachedAnswer{.response = grpc::Slice(Wrapped(encoded)),
                   .name = classification.name(),
                   .ruleset = classification.ruleset(),
                   .outcome = classification.outcome(),
                   .risk_level = classification.risk_level()});
}

// What the store keeps: the full answer in Indonesian, without anything of its day.
bool IsStorable(const ValidatedRequest& validated) {
  return !validated.form.is_basic && validated.form.language == Language::kIndonesian &&
         !validated.form.filed_on.has_value() && !validated.is_future && !validated.predates_data;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const CachedAnswer>> AnswerDesk::Answer(
    const v1::ClassifyActivityRequest& request) const {
  absl::StatusOr<ValidatedRequest> validated = handler_.Validate(request);
  if (!validated.ok()) return validated.status();
  const bool is_cached = cache_ != nullptr && !validated->form.explain;
  thread_local std::string key;
  key.clear();
  AppendActivityKey(*validated->ruleset, validated->activity, key);
  const std::size_t activity_bytes = key.size();
  AppendFormKey(*validated, key);
  if (is_cached) {
    if (std::shared_ptr<const CachedAnswer> answer = cache_->Find(key); answer != nullptr)
      return answer;
  }
  const bool is_storable = store_ != nullptr && !validated->form.explain && IsStorable(*validated);
  const std::string activity_key = key.substr(0, activity_bytes);
  std::shared_ptr<const CachedAnswer> answer = is_storable ? Recall(activity_key) : nullptr;
  if (answer == nullptr) {
    const v1::Classification classification = handler_.Decide(*validated, activity_key);
    std::string encoded = classification.SerializeAsString();
    answer = Encode(classification, encoded);
    if (is_storable && log_ != nullptr) log_->Remember(activity_key, answer, std::move(encoded));
  }
  if (is_cached) cache_->Insert(key, answer);
  return answer;
}

absl::StatusOr<v1::Classification> AnswerDesk::Kept(const std::string& name) const {
  const absl::StatusOr<v1::Classification> kept =
      store_ != nullptr ? ReadAnswer(*store_, name) : NoAnswer(name);
  if (kept.ok()) return kept;
  const bool is_malformed = absl::IsInvalidArgument(kept.status());
  return FieldError(is_malformed ? FaultKind::kInvalid : FaultKind::kNotFound, "name",
                    std::string(kept.status().message()));
}

std::shared_ptr<const CachedAnswer> AnswerDesk::Recall(const std::string& activity_key) const {
  const absl::StatusOr<std::string> value = store_->Get(Family::kClassification, activity_key);
  if (!value.ok()) return nullptr;  // not there, or not readable: decide
  const std::optional<StoredAnswer> stored = ParseStoredAnswer(*value);
  v1::Classification classification;
  if (!stored.has_value() ||
      !classification.ParseFromArray(stored->classification.data(),
                                     static_cast<int>(stored->classification.size())) ||
      classification.name() != NameOfKey(activity_key)) {
    return nullptr;
  }
  return Encode(classification, stored->classification);
}

}  // namespace izin
