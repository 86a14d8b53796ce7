#include "data/loader/bundle_rules.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace izin {
namespace {

using google::protobuf::Message;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr std::size_t kMostBytes = std::numeric_limits<int>::max();
// Of a message that is read in slices; it takes about half a millisecond.
constexpr std::size_t kSliceBytes = 32 << 10;
constexpr std::size_t kBlockBytes = 256 << 10;

absl::Status NoBundle() {
  return absl::DataLossError("the bundle cannot be read: it is damaged or no ruleset bundle");
}

CodedInputStream StreamOf(absl::string_view bytes) {
  return CodedInputStream(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                          static_cast<int>(bytes.size()));
}

// One field as it stands in the bytes of a message.
struct WireField {
  int number = 0;
  absl::string_view whole;    // with its tag
  absl::string_view content;  // of a field with a length; else empty
};

// Calls `take(field)`, to absl::Status, for each field of the message, in their order; ends with
// the first that is not OK. DataLoss where the bytes are no message.
template <typename Take>
absl::Status ForEachField(absl::string_view bytes, const Take& take) {
  CodedInputStream input = StreamOf(bytes);
  for (;;) {
    const auto begin = static_cast<std::size_t>(input.CurrentPosition());
    if (begin == bytes.size()) return absl::OkStatus();
    const std::uint32_t tag = input.ReadTag();
    WireField field{.number = WireFormatLite::GetTagFieldNumber(tag)};
    if (field.number == 0) return NoBundle();
    if (WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      std::uint32_t length = 0;
      if (!input.ReadVarint32(&length)) return NoBundle();
      const auto at = static_cast<std::size_t>(input.CurrentPosition());
      if (length > bytes.size() - at || !input.Skip(static_cast<int>(length))) return NoBundle();
      field.content = bytes.substr(at, length);
    } else if (!WireFormatLite::SkipField(&input, tag)) {
      return NoBundle();
    }
    field.whole = bytes.substr(begin, static_cast<std::size_t>(input.CurrentPosition()) - begin);
    if (absl::Status status = take(field); !status.ok()) return status;
  }
}

// What a message is read into, slice by slice.
struct Reading {
  Message& into;
  absl::FunctionRef<bool()> is_over;

  absl::Status Take(absl::string_view slice) const {
    if (is_over()) return absl::CancelledError("the caller went away");
    CodedInputStream input = StreamOf(slice);
    const bool is_read = into.MergeFromCodedStream(&input) && input.ConsumedEntireMessage();
    return is_read ? absl::OkStatus() : NoBundle();
  }
};

// Reads a message by some of its fields at a time: what was written one after the other may be read
// so. The field `inner`, a message that is large by itself, is read in the same way; 0: none is.
absl::Status ReadInSlices(absl::string_view bytes, const Reading& reading, int inner) {
  absl::string_view slice = bytes.substr(0, 0);
  const auto end_slice = [&](absl::string_view next) {
    absl::Status taken = slice.empty() ? absl::OkStatus() : reading.Take(slice);
    slice = next;
    return taken;
  };
  absl::Status read = ForEachField(bytes, [&](const WireField& field) {
    const auto after = [&] {
      return absl::string_view(field.whole.data() + field.whole.size(), 0);
    };
    if (inner != 0 && field.number == inner) {
      if (absl::Status before = end_slice(after()); !before.ok()) return before;
      const auto* descriptor = reading.into.GetDescriptor()->FindFieldByNumber(inner);
      Message& message = *reading.into.GetReflection()->MutableMessage(&reading.into, descriptor);
      return ReadInSlices(field.content, {.into = message, .is_over = reading.is_over}, 0);
    }
    slice = absl::string_view(slice.data(), slice.size() + field.whole.size());
    return slice.size() < kSliceBytes ? absl::OkStatus() : end_slice(after());
  });
  return read.ok() ? end_slice({}) : read;
}

}  // namespace

absl::StatusOr<internal::Bundle> ReadBundle(absl::string_view bytes) {
  internal::Bundle bundle;
  if (bytes.size() > kMostBytes ||
      !bundle.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return NoBundle();
  }
  return bundle;
}

absl::StatusOr<BundleRules> ReadBundleRules(absl::string_view bytes,
                                            absl::FunctionRef<bool()> is_over) {
  if (bytes.size() > kMostBytes) return NoBundle();
  // In one piece of memory, which is given back at once: its entries are tens of thousands.
  google::protobuf::ArenaOptions blocks;
  blocks.start_block_size = blocks.max_block_size = kBlockBytes;
  const auto arena = std::make_shared<google::protobuf::Arena>(blocks);
  auto* rules = google::protobuf::Arena::CreateMessage<internal::CompiledRuleset>(arena.get());
  BundleRules out{.rules = std::shared_ptr<const internal::CompiledRuleset>(arena, rules)};
  const absl::Status read = ForEachField(bytes, [&](const WireField& field) {
    if (field.number == internal::Bundle::kFingerprintFieldNumber)
      out.fingerprint = std::string(field.content);
    if (field.number != internal::Bundle::kRulesetFieldNumber) return absl::OkStatus();
    return ReadInSlices(field.content, {.into = *rules, .is_over = is_over},
                        internal::CompiledRuleset::kRulesFieldNumber);
  });
  if (!read.ok()) return read;
  return out;
}

absl::StatusOr<BundleRules> ReadBundleRules(absl::string_view bytes) {
  return ReadBundleRules(bytes, [] { return false; });
}

absl::StatusOr<std::string> ReadBundleFingerprint(absl::string_view bytes) {
  if (bytes.size() > kMostBytes) return NoBundle();
  std::string fingerprint;
  const absl::Status read = ForEachField(bytes, [&](const WireField& field) {
    if (field.number == internal::Bundle::kFingerprintFieldNumber)
      fingerprint = std::string(field.content);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return fingerprint;
}

absl::StatusOr<internal::RulesetHeader> ReadBundleHeader(absl::string_view bytes) {
  constexpr int kPath[] = {internal::Bundle::kRulesetFieldNumber,
                           internal::CompiledRuleset::kRulesFieldNumber,
                           internal::RuleFile::kRulesetFieldNumber};
  absl::string_view content = bytes;
  for (int number : kPath) {
    if (content.size() > kMostBytes) return NoBundle();
    std::optional<absl::string_view> inner;
    const absl::Status read = ForEachField(content, [&](const WireField& field) {
      if (field.number == number && !inner.has_value()) inner = field.content;
      return absl::OkStatus();
    });
    if (!read.ok()) return read;
    if (!inner.has_value()) return NoBundle();
    content = *inner;
  }
  internal::RulesetHeader header;
  if (!header.ParseFromArray(content.data(), static_cast<int>(content.size()))) return NoBundle();
  return header;
}

absl::StatusOr<SourceTree> ReadBundleSources(absl::string_view bytes) {
  absl::StatusOr<internal::Bundle> bundle = ReadBundle(bytes);
  if (!bundle.ok()) return bundle.status();
  SourceTree sources;
  for (internal::SourceFile& file : *bundle->mutable_source())
    sources[std::move(*file.mutable_path())] = std::move(*file.mutable_content());
  return sources;
}

}  // namespace izin
