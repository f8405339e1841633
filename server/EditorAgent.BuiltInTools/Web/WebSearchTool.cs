using System.Net.Http.Headers;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>
/// Asks the search service that the user configured, and nobody else: the words of the search leave this machine, so it asks like a fetch. Posts
/// <c>{query, limit}</c> with the key as bearer token; follows no redirect; answers of more than a megabyte are none.
/// </summary>
public sealed class WebSearchTool(SearchSettings service, TimeProvider time) : ITool
{
    public const string Name = "web_search";

    private const int UsualLimit = 8;
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lazy<HttpClient> client = new(() => new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    });

    public ToolDefinition Definition { get; } = new(
        Name,
        "Searches the web with the user's search service; returns titles, addresses and snippets. Read a page with web_fetch.",
        """{"type":"object","properties":{"query":{"type":"string","minLength":1,"maxLength":500},"limit":{"type":"integer","minimum":1,"maximum":20,"description":"Default 8."}},"required":["query"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
    {
        Title = $"Search the web: {arguments.RequiredString("query")}",
        Kind = ToolKind.Fetch,
        IsReadOnly = true,
        Accesses = [new ToolAccess.Search()],
        Subjects = [new PermissionSubject.Url(service.Address)],
        Notes = [$"Sent to: {service.Address.Authority}"],
        OfferedGrants = [new PermissionGrant($"{Name}({service.Address.GetLeftPart(UriPartial.Authority)})")],
    });

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var limit = call.Arguments.OptionalInt32("limit") ?? UsualLimit;
        try
        {
            var found = SearchAnswer.Read(await this.AskAsync(call.Arguments.RequiredString("query"), limit, cancellationToken), limit);
            return found.Length == 0 ? ToolResult.Success("Nothing was found. Try other words.") : ToolResult.Success(found) with { Origin = TextOrigin.Outside };
        }
        catch (WebFetchException failure)
        {
            return ToolResult.Error(failure.Message);
        }
    }

    private async Task<byte[]> AskAsync(string query, int limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, service.Address) { Content = new ByteArrayContent(Body(query, limit)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = service.ApiKey is { } key ? new AuthenticationHeaderValue("Bearer", key) : null;
        try
        {
            using var response = await this.client.Value.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(either.Token)
                : throw new WebFetchException($"The search service answered {(int)response.StatusCode} ({response.StatusCode}). The user can look at [services.search] in config.toml.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebFetchException("The search service did not answer in time.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new WebFetchException("The search service cannot be reached, or its answer broke off.", broken);
        }
    }

    private static byte[] Body(string query, int limit)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("query", query);
            json.WriteNumber("limit", limit);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
