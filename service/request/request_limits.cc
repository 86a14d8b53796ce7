#include "service/request/request_limits.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace izin {
namespace {

using ::google::protobuf::internal::WireFormatLite;
using ::google::protobuf::io::CodedInputStream;

// Requests below it cannot take much memory, whatever they hold.
constexpr std::size_t kSmallBytes = 4 << 10;
constexpr std::size_t kSmallBatchBytes = std::size_t{64} << 10;
// Of one call, a batch included.
constexpr int kMaxParts = 100000;
constexpr int kMaxUnknownBytes = 4 << 10;

// One field as it stands in the bytes of a message.
struct WireField {
  int number = 0;
  bool is_bytes = false;  // length-delimited: `content` holds them
  absl::string_view content;
  int size = 0;  // with its tag
};

// Calls `look` for each field until it says false or the bytes are no message.
void ForEachField(absl::string_view bytes, absl::FunctionRef<bool(const WireField&)> look) {
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  for (;;) {
    const int begin = in.CurrentPosition();
    const std::uint32_t tag = in.ReadTag();
    if (tag == 0) return;
    WireField field{.number = WireFormatLite::GetTagFieldNumber(tag)};
    field.is_bytes =
        WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (field.is_bytes) {
      std::uint32_t size = 0;
      if (!in.ReadVarint32(&size)) return;
      const auto at = static_cast<std::size_t>(in.CurrentPosition());
      if (size > bytes.size() - at || !in.Skip(static_cast<int>(size))) return;
      field.content = bytes.substr(at, size);
    } else if (!WireFormatLite::SkipField(&in, tag)) {
      return;
    }
    field.size = in.CurrentPosition() - begin;
    if (!look(field)) return;
  }
}

// What a message would cost that is made of bytes.
struct Parts {
  int parts = 0;          // of lists
  int unknown_bytes = 0;  // of fields that this version does not know
};

void CountActivity(absl::string_view bytes, Parts& parts) {
  using Activity = v1::BusinessActivity;
  ForEachField(bytes, [&](const WireField& field) {
    switch (field.number) {
      case Activity::kLocationsFieldNumber:
        parts.parts += field.is_bytes ? static_cast<int>(field.content.size()) : 1;
        break;
      case Activity::kHeldPermitsFieldNumber:
      case Activity::kRegionCodesFieldNumber:
      case Activity::kAuthorityParametersFieldNumber:
        ++parts.parts;
        break;
      case Activity::kInvestmentFieldNumber:
      case Activity::kSeaFieldNumber:
      case Activity::kForestFieldNumber:
        // A few numbers each: what is beyond them is nothing known.
        parts.unknown_bytes += std::max(field.size - 64, 0);
        break;
      default:
        if (field.number > Activity::kAuthorityParametersFieldNumber)
          parts.unknown_bytes += field.size;
    }
    return true;
  });
}

void CountRequest(absl::string_view bytes, Parts& parts) {
  using Request = v1::ClassifyActivityRequest;
  ForEachField(bytes, [&](const WireField& field) {
    if (field.number == Request::kActivityFieldNumber) {
      CountActivity(field.content, parts);
    } else if (field.number > Request::kExplainFieldNumber) {
      parts.unknown_bytes += field.size;
    }
    return true;
  });
}

absl::Status CheckParts(const Parts& parts, int most) {
  if (parts.parts > most) {
    return absl::InvalidArgumentError(absl::StrCat("the lists of the request have ", parts.parts,
                                                   " entries: want at most ", most));
  }
  if (parts.unknown_bytes > kMaxUnknownBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the request has ", parts.unknown_bytes,
        " bytes of fields that this version does not know: want at most ", kMaxUnknownBytes));
  }
  return absl::OkStatus();
}

absl::Status TooLarge(absl::string_view what, std::size_t size, std::size_t most) {
  return absl::ResourceExhaustedError(
      absl::StrCat(what, " of ", size, " bytes: want at most ", most));
}

void CheckCount(absl::string_view path, int count, int most, RequestFaults& faults) {
  if (count <= most) return;
  faults.Add(FaultKind::kInvalid, std::string(path),
             absl::StrCat(count, " entries: want at most ", most));
}

void CheckText(absl::string_view path, const std::string& text, RequestFaults& faults) {
  if (text.size() <= RequestLimits::kTextBytes) return;
  faults.Add(FaultKind::kInvalid, std::string(path),
             absl::StrCat(text.size(), " bytes: want at most ", RequestLimits::kTextBytes));
}

}  // namespace

absl::Status CheckRequestBytes(absl::string_view bytes) {
  if (bytes.size() <= RequestLimits::kBytes) return absl::OkStatus();
  return TooLarge("a request", bytes.size(), RequestLimits::kBytes);
}

absl::Status CheckActivityBytes(absl::string_view bytes) {
  if (bytes.size() <= kSmallBytes) return absl::OkStatus();
  if (absl::Status fits = CheckRequestBytes(bytes); !fits.ok()) return fits;
  Parts parts;
  CountRequest(bytes, parts);
  constexpr int kMost = RequestLimits::kLocations + RequestLimits::kHeldPermits +
                        RequestLimits::kRegionCodes + RequestLimits::kAuthorityParameters;
  // The message says which list is too long; this only keeps its memory small.
  return CheckParts(parts, 8 * kMost);
}

absl::Status CheckBatchBytes(absl::string_view bytes) {
  if (bytes.size() > RequestLimits::kBatchBytes)
    return TooLarge("a batch", bytes.size(), RequestLimits::kBatchBytes);
  const bool is_small = bytes.size() <= kSmallBatchBytes;
  Parts parts;
  int count = 0;
  absl::Status fault;
  ForEachField(bytes, [&](const WireField& field) {
    if (field.number != v1::BatchClassifyActivitiesRequest::kRequestsFieldNumber) {
      parts.unknown_bytes += field.size;
      return true;
    }
    if (field.content.size() > RequestLimits::kBytes) {
      fault = TooLarge(absl::StrCat("requests[", count, "]: a request"), field.content.size(),
                       RequestLimits::kBytes);
      return false;
    }
    ++count;
    if (!is_small) CountRequest(field.content, parts);
    return parts.parts <= kMaxParts;
  });
  if (!fault.ok()) return fault;
  if (count > RequestLimits::kBatch) {
    return FieldError(FaultKind::kInvalid, "requests",
                      absl::StrCat(count, " requests: want at most ", RequestLimits::kBatch));
  }
  return CheckParts(parts, kMaxParts);
}

absl::Status CheckAspectsBytes(absl::string_view bytes) {
  if (absl::Status fits = CheckRequestBytes(bytes); !fits.ok()) return fits;
  int count = 0;
  Parts parts;
  ForEachField(bytes, [&](const WireField& field) {
    if (field.number == v1::AssessRiskRequest::kAspectsFieldNumber) {
      ++count;
    } else {
      parts.unknown_bytes += field.size;
    }
    return true;
  });
  RequestFaults faults;
  CheckCount("aspects", count, RequestLimits::kAspects, faults);
  if (!faults.empty()) return faults.ToStatus();
  return CheckParts(parts, RequestLimits::kAspects);
}

bool IsWithinLimits(const v1::ClassifyActivityRequest& request, RequestFaults& faults) {
  const v1::BusinessActivity& activity = request.activity();
  RequestFaults over;
  CheckText("activity.kbli_code", activity.kbli_code(), over);
  CheckText("activity.scope_id", activity.scope_id(), over);
  CheckCount("activity.locations", activity.locations_size(), RequestLimits::kLocations, over);
  CheckCount("activity.held_permits", activity.held_permits_size(), RequestLimits::kHeldPermits,
             over);
  CheckCount("activity.region_codes", activity.region_codes_size(), RequestLimits::kRegionCodes,
             over);
  CheckText("activity.legal_form", activity.legal_form(), over);
  CheckText("activity.filed_on", activity.filed_on(), over);
  CheckCount("activity.authority_parameters", activity.authority_parameters_size(),
             RequestLimits::kAuthorityParameters, over);
  CheckText("ruleset", request.ruleset(), over);
  CheckText("as_of", request.as_of(), over);
  CheckText("language_code", request.language_code(), over);
  if (over.empty()) return true;
  faults = std::move(over);
  return false;
}

bool IsWithinLimits(const v1::AssessRiskRequest& request, RequestFaults& faults) {
  RequestFaults over;
  CheckCount("aspects", request.aspects_size(), RequestLimits::kAspects, over);
  if (over.empty()) {
    for (int i = 0; i < request.aspects_size(); ++i)
      CheckText(absl::StrCat("aspects[", i, "].aspect"), request.aspects(i).aspect(), over);
  }
  if (over.empty()) return true;
  faults = std::move(over);
  return false;
}

}  // namespace izin
