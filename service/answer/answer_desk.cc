#include "service/answer/answer_desk.h"

#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"

#include "service/answer/canonical_key.h"
#include "service/request/request_faults.h"
#include "service/store/answer_name.h"
#include "service/store/answer_store.h"
#include "service/store/cache_reader.h"

namespace izin {
namespace {

// Of a batch, between two looks at whether the caller is still there.
constexpr std::size_t kItemsBetweenLooks = 32;

// What stands before a message of `size` bytes as field 1 of another.
class Field1Head {
 public:
  explicit Field1Head(std::size_t size) {
    bytes_[0] = 0x0A;  // field 1, a message
    const std::uint8_t* end = google::protobuf::io::CodedOutputStream::WriteVarint32ToArray(
        static_cast<std::uint32_t>(size), bytes_.data() + 1);
    size_ = static_cast<std::size_t>(end - bytes_.data());
  }
  absl::string_view bytes() const {
    return absl::string_view(reinterpret_cast<const char*>(bytes_.data()), size_);
  }
  std::size_t size() const { return size_; }

 private:
  std::array<std::uint8_t, 6> bytes_{};
  std::size_t size_ = 0;
};

std::shared_ptr<const CachedAnswer> Encode(const ValidatedRequest& validated,
                                           const v1::Classification& classification,
                                           absl::string_view encoded) {
  // A ClassifyActivityResponse and a BatchClassifyActivitiesResult hold it in the same field; that
  // one in turn is a field of the batch.
  const Field1Head inner(encoded.size());
  const Field1Head outer(inner.size() + encoded.size());
  grpc::Slice item(absl::StrCat(outer.bytes(), inner.bytes(), encoded));
  auto answer = std::make_shared<CachedAnswer>();
  answer->response = item.sub(outer.size(), item.size());
  answer->item = std::move(item);
  answer->name = classification.name();
  answer->ruleset = classification.ruleset();
  answer->edition = static_cast<v1::KbliEdition>(validated.activity.edition);
  answer->outcome = classification.outcome();
  answer->risk_level = classification.risk_level();
  return answer;
}

// One result of a batch, refused.
grpc::Slice RefusedItem(const absl::Status& status) {
  v1::BatchClassifyActivitiesResult refused;
  *refused.mutable_error() = ToItemError(status);
  const std::string encoded = refused.SerializeAsString();
  return grpc::Slice(absl::StrCat(Field1Head(encoded.size()).bytes(), encoded));
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
  const std::string activity_key = key.substr(0, activity_bytes);
  const bool is_storable = store_ != nullptr && !validated->form.explain && IsStorable(*validated);
  const bool is_kept = store_ != nullptr && log_ != nullptr;
  std::shared_ptr<const CachedAnswer> answer =
      is_storable ? Recall(*validated, activity_key) : nullptr;
  if (answer == nullptr) {
    const v1::Classification classification = handler_.Decide(*validated, activity_key);
    std::string encoded = classification.SerializeAsString();
    answer = Encode(*validated, classification, encoded);
    if (is_storable && is_kept) {
      log_->Remember(activity_key, answer, std::move(encoded));
    } else if (is_kept) {
      KeepFull(*std::move(validated), activity_key);
    }
  }
  if (is_cached) cache_->Insert(key, answer);
  return answer;
}

absl::StatusOr<std::vector<grpc::Slice>> AnswerDesk::AnswerBatch(
    const v1::BatchClassifyActivitiesRequest& batch, std::size_t max_bytes,
    absl::FunctionRef<bool()> is_cancelled, std::vector<DecisionLog::Given>* given) const {
  if (absl::Status status = CheckBatchSize(batch); !status.ok()) return status;
  std::vector<grpc::Slice> pieces;
  pieces.reserve(static_cast<std::size_t>(batch.requests_size()));
  if (given != nullptr) given->reserve(pieces.capacity());
  std::size_t bytes = 0;
  for (const v1::ClassifyActivityRequest& request : batch.requests()) {
    const bool looks_up = pieces.size() % kItemsBetweenLooks == 0;
    if (looks_up && is_cancelled()) return absl::CancelledError("the caller went away");
    const absl::StatusOr<std::shared_ptr<const CachedAnswer>> answer = Answer(request);
    if (given != nullptr)
      given->push_back({request.SerializeAsString(), answer.ok() ? *answer : nullptr});
    pieces.push_back(answer.ok() ? (*answer)->item : RefusedItem(answer.status()));
    bytes += pieces.back().size();
    if (bytes > max_bytes) {
      return absl::ResourceExhaustedError(
          "the answers exceed 4 MiB: ask for view BASIC, fewer requests at once, or use "
          "StreamClassifyActivities");
    }
  }
  return pieces;
}

absl::StatusOr<v1::Classification> AnswerDesk::Kept(const std::string& name) const {
  absl::StatusOr<v1::Classification> kept =
      store_ != nullptr ? ReadAnswer(*store_, name) : NoAnswer(name);
  if (kept.ok()) return kept;
  const bool is_malformed = absl::IsInvalidArgument(kept.status());
  return FieldError(is_malformed ? FaultKind::kInvalid : FaultKind::kNotFound, "name",
                    std::string(kept.status().message()));
}

void AnswerDesk::KeepFull(ValidatedRequest validated, const std::string& activity_key) const {
  if (store_->Get(Family::kClassification, activity_key).ok()) return;
  validated.form = AnswerForm();
  validated.is_future = false;
  validated.predates_data = false;
  const v1::Classification classification = handler_.Decide(validated, activity_key);
  std::string encoded = classification.SerializeAsString();
  std::shared_ptr<const CachedAnswer> full = Encode(validated, classification, encoded);
  log_->Remember(activity_key, std::move(full), std::move(encoded));
}

std::shared_ptr<const CachedAnswer> AnswerDesk::Recall(const ValidatedRequest& validated,
                                                       const std::string& activity_key) const {
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
  return Encode(validated, classification, stored->classification);
}

}  // namespace izin
