// Go: what does a micro restaurant on land need? go run classify.go http://127.0.0.1:8981 56101
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	question := `{"activity":{"kbliCode":"` + os.Args[2] + `","scale":"BUSINESS_SCALE_MICRO","locations":["LOCATION_TYPE_LAND"]}}`
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Post(os.Args[1]+"/izin.v1.PermitClassificationService/ClassifyActivity", "application/json", strings.NewReader(question))
	var got struct {
		Message        string
		Classification struct {
			KbliCode, RiskLevel string
			Permits             []struct{ Code string }
		}
	}
	if err == nil {
		err = json.NewDecoder(response.Body).Decode(&got)
	}
	if err != nil || response.StatusCode != http.StatusOK {
		fmt.Fprintln(os.Stderr, got.Message, err)
		os.Exit(1)
	}
	fmt.Print(got.Classification.KbliCode, " ", got.Classification.RiskLevel)
	for _, permit := range got.Classification.Permits {
		fmt.Print(" ", permit.Code)
	}
	fmt.Println()
}
