using System.Net;
using System.Net.Http.Headers;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>Asks the formula service once: no redirects, no cookies, no retry, thirty seconds, and no more than four megabytes.</summary>
internal sealed class FormulaHttp(FormulaEndpoint endpoint, TimeProvider time) : IDisposable
{
    private const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Lazy<HttpClient> client = new(() => new HttpClient(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public Task<(int Status, byte[] Body)> GetAsync(Uri address, CancellationToken cancellationToken) => this.SendAsync(HttpMethod.Get, address, null, cancellationToken);

    public Task<(int Status, byte[] Body)> PostAsync(Uri address, byte[] json, CancellationToken cancellationToken) => this.SendAsync(HttpMethod.Post, address, json, cancellationToken);

    public void Dispose()
    {
        if (this.client.IsValueCreated)
        {
            this.client.Value.Dispose();
        }
    }

    private async Task<(int Status, byte[] Body)> SendAsync(HttpMethod method, Uri address, byte[]? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await this.client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return ((int)response.StatusCode, await ReadAsync(response, either.Token));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new FormulaException($"{endpoint.Host} did not answer within {Limit.TotalSeconds:0} seconds", mayHaveRun: true);
        }
        catch (HttpRequestException unreachable) when (unreachable.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            throw new FormulaException($"{endpoint.Host} cannot be reached");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new FormulaException($"the connection to {endpoint.Host} broke off", mayHaveRun: true);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + count > MostBytes)
            {
                throw new FormulaException("the answer is longer than 4 MB", mayHaveRun: true);
            }

            await whole.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return whole.ToArray();
    }
}
