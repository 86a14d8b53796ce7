#include "service/lifecycle/ruleset_records.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr absl::string_view kStateKey = "state";
constexpr std::size_t kFingerprintDigits = 64;

bool IsFingerprint(absl::string_view text) {
  return text.size() == kFingerprintDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(static_cast<unsigned char>(c)) || (c >= 'a' && c <= 'f');
         });
}

template <typename Message>
absl::StatusOr<Message> Read(const Store& store, absl::string_view key, absl::string_view what) {
  const absl::StatusOr<std::string> bytes = store.Get(Family::kRuleset, key);
  if (!bytes.ok()) return bytes.status();
  Message message;
  if (!message.ParseFromString(*bytes))
    return absl::DataLossError(absl::StrCat(what, " in the store cannot be read"));
  return message;
}

}  // namespace

absl::StatusOr<internal::ActivationState> ReadActivationState(const Store& store) {
  absl::StatusOr<internal::ActivationState> state =
      Read<internal::ActivationState>(store, kStateKey, "the state of the rulesets");
  if (absl::IsNotFound(state.status())) return internal::ActivationState();
  return state;
}

absl::StatusOr<internal::StoredBundle> ReadStoredBundle(const Store& store,
                                                        absl::string_view fingerprint) {
  if (!IsFingerprint(fingerprint)) return absl::NotFoundError("no such ruleset");
  return Read<internal::StoredBundle>(store, absl::HexStringToBytes(fingerprint),
                                      absl::StrCat("the bundle of ruleset ", fingerprint));
}

absl::Status WriteActivation(Store& store, const internal::ActivationState& state,
                             absl::string_view fingerprint, const internal::StoredBundle* bundle) {
  StoreBatch batch;
  if (bundle != nullptr) {
    batch.Put(Family::kRuleset, absl::HexStringToBytes(fingerprint), bundle->SerializeAsString());
  }
  batch.Put(Family::kRuleset, std::string(kStateKey), state.SerializeAsString());
  if (absl::Status written = store.Write(batch, Durability::kMachine); !written.ok())
    return written;
  // What is written is safe; moved from memory into a table, its megabytes are free again at once.
  // One that fails is tried again by the store.
  store.Flush().IgnoreError();
  return absl::OkStatus();
}

}  // namespace izin
