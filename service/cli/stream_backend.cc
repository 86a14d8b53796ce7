#include "service/cli/stream_backend.h"

#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include <grpcpp/grpcpp.h>

#include "service/client/call_status.h"

namespace izin::cli {

struct StreamBackend::Stream {
  // All requests, while somebody reads: neither side can wait for the other.
  bool Write(const v1::BatchClassifyActivitiesRequest& batch) const {
    v1::StreamClassifyActivitiesRequest message;
    for (int i = 0; i < batch.requests_size(); ++i) {
      message.set_correlation_id(absl::StrCat(i));
      *message.mutable_request() = batch.requests(i);
      if (!calls->Write(message)) return false;
    }
    return true;
  }

  // As many answers as there are in `response`. False where the stream ends before, or answers what
  // was not asked.
  bool Read(v1::BatchClassifyActivitiesResponse& response) {
    v1::StreamClassifyActivitiesResponse message;
    for (int i = 0; i < response.results_size(); ++i) {
      int place = -1;
      if (!calls->Read(&message)) return false;
      answered_nonsense = !absl::SimpleAtoi(message.correlation_id(), &place) || place < 0 ||
                          place >= response.results_size();
      if (answered_nonsense) return false;
      response.mutable_results(place)->Swap(message.mutable_result());
    }
    return true;
  }

  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientReaderWriter<v1::StreamClassifyActivitiesRequest,
                                           v1::StreamClassifyActivitiesResponse>>
      calls;
  bool answered_nonsense = false;
};

StreamBackend::StreamBackend(const Client& client)
    : client_(client), stub_(v1::PermitClassificationService::NewStub(client.channel())) {}

StreamBackend::~StreamBackend() {
  for (const std::unique_ptr<Stream>& stream : idle_) {
    stream->calls->WritesDone();
    stream->calls->Finish();
  }
}

std::unique_ptr<StreamBackend::Stream> StreamBackend::Take() {
  {
    absl::MutexLock lock(&mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Stream> stream = std::move(idle_.back());
      idle_.pop_back();
      return stream;
    }
  }
  auto stream = std::make_unique<Stream>();
  client_.AddTrace(stream->context);
  stream->calls = stub_->StreamClassifyActivities(&stream->context);
  return stream;
}

absl::StatusOr<v1::Classification> StreamBackend::Classify(
    const v1::ClassifyActivityRequest& request) {
  v1::BatchClassifyActivitiesRequest batch;
  *batch.add_requests() = request;
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> response = ClassifyBatch(batch);
  if (!response.ok()) return response.status();
  v1::BatchClassifyActivitiesResult& result = *response->mutable_results(0);
  if (result.has_classification()) return std::move(*result.mutable_classification());
  return absl::Status(static_cast<absl::StatusCode>(result.error().code()),
                      result.error().message());
}

absl::StatusOr<v1::BatchClassifyActivitiesResponse> StreamBackend::ClassifyBatch(
    const v1::BatchClassifyActivitiesRequest& request) {
  std::unique_ptr<Stream> stream = Take();
  v1::BatchClassifyActivitiesResponse response;
  for (int i = 0; i < request.requests_size(); ++i) response.add_results();
  bool is_written = false;
  std::thread writing([&] { is_written = stream->Write(request); });
  const bool is_read = stream->Read(response);
  // A stream that the server ended takes no more; one that answered nonsense is ended here.
  if (!is_read && stream->answered_nonsense) stream->context.TryCancel();
  writing.join();
  if (!is_read || !is_written) {
    absl::Status status = FromGrpcStatus(stream->calls->Finish());
    return status.ok() ? absl::UnavailableError("the server ended the stream") : status;
  }
  absl::MutexLock lock(&mutex_);
  idle_.push_back(std::move(stream));
  return response;
}

}  // namespace izin::cli
