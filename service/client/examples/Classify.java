// Java 17: what does a micro restaurant on land need? java Classify.java http://127.0.0.1:8981 56101
// It prints the JSON as it comes: Java itself reads none, your library does.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

class Classify {
  public static void main(String[] arguments) throws Exception {
    var question = """
        {"activity":{"kbliCode":"%s","scale":"BUSINESS_SCALE_MICRO","locations":["LOCATION_TYPE_LAND"]}}
        """.formatted(arguments[1]);
    var uri = URI.create(arguments[0] + "/izin.v1.PermitClassificationService/ClassifyActivity");
    var request = HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(10)).POST(BodyPublishers.ofString(question)).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    (response.statusCode() == 200 ? System.out : System.err).println(response.body());
    System.exit(response.statusCode() == 200 ? 0 : 1);
  }
}
