#include "service/reclassify/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include <zlib.h>
#include <zstd.h>

namespace izin {
namespace {

constexpr std::size_t kRawBytes = std::size_t{128} << 10;
constexpr int kGzipWindow = 15 + 16;  // the largest, with the head of a gzip member

absl::Status SystemError(const std::string& path, const char* what, int error) {
  const std::string message = absl::StrCat(path, ": ", what, ": ", std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message) : absl::UnavailableError(message);
}

absl::StatusOr<std::size_t> ReadFile(int file, const std::string& path, absl::Span<char> out) {
  for (;;) {
    const ssize_t got = ::read(file, out.data(), out.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return SystemError(path, "cannot be read", errno);
  }
}

}  // namespace

struct ByteSource::Decoder {
  z_stream gzip{};
  bool has_gzip = false;
  bool is_between = false;  // no member or frame is begun: the file may end here
  ZSTD_DStream* zstd = nullptr;

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() {
    if (has_gzip) ::inflateEnd(&gzip);
    ZSTD_freeDStream(zstd);
  }
};

ByteSource::ByteSource(std::string path, int file)
    : path_(std::move(path)), file_(file), raw_(kRawBytes), decoder_(new Decoder) {}

ByteSource::~ByteSource() {
  if (file_ != STDIN_FILENO) ::close(file_);
}

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::Open(const std::string& path) {
  const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return SystemError(path, "cannot be opened", errno);
  std::unique_ptr<ByteSource> source(
      new ByteSource(path == "-" ? std::string("standard input") : path, file));
  if (absl::Status status = source->Start(); !status.ok()) return status;
  return source;
}

absl::Status ByteSource::Start() {
  struct stat status {};
  if (::fstat(file_, &status) == 0 && S_ISDIR(status.st_mode))
    return SystemError(path_, "cannot be read", EISDIR);
  if (S_ISREG(status.st_mode)) file_bytes_ = static_cast<std::uint64_t>(status.st_size);
  if (absl::Status filled = Refill(); !filled.ok()) return filled;
  const absl::string_view head(raw_.data(), raw_end_);
  if (head.substr(0, 2) == "\x1f\x8b") {
    kind_ = Kind::kGzip;
    decoder_->has_gzip = ::inflateInit2(&decoder_->gzip, kGzipWindow) == Z_OK;
    if (!decoder_->has_gzip) return absl::ResourceExhaustedError("no memory for gzip");
  } else if (head.substr(0, 4) == "\x28\xb5\x2f\xfd") {
    kind_ = Kind::kZstd;
    decoder_->zstd = ZSTD_createDStream();
    if (decoder_->zstd == nullptr) return absl::ResourceExhaustedError("no memory for zstd");
  }
  return absl::OkStatus();
}

// A pipe gives little at a time: reads on until there is enough to tell what the file is.
absl::Status ByteSource::Refill() {
  raw_begin_ = 0;
  raw_end_ = 0;
  while (raw_end_ < 4 && !is_raw_end_) {
    const absl::StatusOr<std::size_t> got =
        ReadFile(file_, path_, absl::MakeSpan(raw_).subspan(raw_end_));
    if (!got.ok()) return got.status();
    raw_end_ += *got;
    raw_read_ += *got;
    is_raw_end_ = *got == 0;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::size_t> ByteSource::Read(absl::Span<char> out) {
  std::size_t filled = 0;
  while (filled < out.size() && failure_.ok()) {
    const absl::StatusOr<std::size_t> got = ReadOnce(out.subspan(filled));
    if (got.ok() && *got == 0) break;
    failure_ = got.status();
    filled += got.value_or(0);
  }
  if (filled == 0 && !failure_.ok()) return failure_;
  return filled;
}

// Some bytes; 0 at the end only.
absl::StatusOr<std::size_t> ByteSource::ReadOnce(absl::Span<char> out) {
  switch (kind_) {
    case Kind::kPlain:
      return ReadPlain(out);
    case Kind::kGzip:
      return ReadGzip(out);
    case Kind::kZstd:
      return ReadZstd(out);
  }
  return 0;
}

absl::StatusOr<std::size_t> ByteSource::ReadPlain(absl::Span<char> out) {
  if (raw_begin_ < raw_end_) {  // what Start looked at
    const std::size_t bytes = std::min(out.size(), raw_end_ - raw_begin_);
    std::memcpy(out.data(), raw_.data() + raw_begin_, bytes);
    raw_begin_ += bytes;
    return bytes;
  }
  absl::StatusOr<std::size_t> got = ReadFile(file_, path_, out);
  if (got.ok()) raw_read_ += *got;
  return got;
}

absl::Status ByteSource::Damaged(const char* what) const {
  return absl::DataLossError(
      absl::StrCat(path_, ": ", what, " after ", raw_read_,
                   " bytes: the rows before it were read, the rest was not"));
}

absl::StatusOr<std::size_t> ByteSource::ReadGzip(absl::Span<char> out) {
  z_stream& stream = decoder_->gzip;
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  while (stream.avail_out == out.size()) {
    if (raw_begin_ == raw_end_) {
      if (absl::Status filled = Refill(); !filled.ok()) return filled;
      if (raw_end_ == 0) {
        if (decoder_->is_between) return 0;
        return Damaged("the gzip data ends too early");
      }
    }
    if (decoder_->is_between && ::inflateReset(&stream) != Z_OK)
      return Damaged("damaged gzip data");
    decoder_->is_between = false;
    stream.next_in = reinterpret_cast<Bytef*>(raw_.data() + raw_begin_);
    stream.avail_in = static_cast<uInt>(raw_end_ - raw_begin_);
    const int result = ::inflate(&stream, Z_NO_FLUSH);
    raw_begin_ = raw_end_ - stream.avail_in;
    decoder_->is_between = result == Z_STREAM_END;
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      return Damaged("damaged gzip data");
  }
  return out.size() - stream.avail_out;
}

absl::StatusOr<std::size_t> ByteSource::ReadZstd(absl::Span<char> out) {
  ZSTD_outBuffer output{.dst = out.data(), .size = out.size(), .pos = 0};
  while (output.pos == 0) {
    if (raw_begin_ == raw_end_) {
      if (absl::Status filled = Refill(); !filled.ok()) return filled;
      if (raw_end_ == 0) {
        if (decoder_->is_between) return 0;
        return Damaged("the zstd data ends too early");
      }
    }
    ZSTD_inBuffer input{.src = raw_.data() + raw_begin_, .size = raw_end_ - raw_begin_, .pos = 0};
    const std::size_t result = ZSTD_decompressStream(decoder_->zstd, &output, &input);
    raw_begin_ += input.pos;
    if (ZSTD_isError(result) != 0) return Damaged("damaged zstd data");
    decoder_->is_between = result == 0;
  }
  return output.pos;
}

std::string ByteSource::ChangeWhileRead() const {
  struct stat status {};
  if (file_bytes_ == 0 || ::fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) return "";
  const auto now = static_cast<std::uint64_t>(status.st_size);
  if (now == file_bytes_ && raw_read_ == now) return "";
  return absl::StrCat(path_, ": changed while it was read: ", file_bytes_, " bytes at the start, ",
                      now, " at the end, ", raw_read_, " read: let nobody write it, and run again");
}

}  // namespace izin
