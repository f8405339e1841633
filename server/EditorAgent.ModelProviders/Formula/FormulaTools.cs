using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Tools;
using Microsoft.Extensions.Logging;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>
/// The tools that the model's vendor runs, of one session. Those of an earlier time are there at once; the service is asked beside the
/// session's start, and what is new joins the catalog when a turn begins or when it is called. A definition that the catalog has never
/// changes: what the service says differently now is remembered for the next session.
/// </summary>
public sealed partial class FormulaTools : ILateTools
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly ImmutableArray<string> formulas;
    private readonly FormulaEndpoint endpoint;
    private readonly FormulaHttp http;
    private readonly FormulaMemory memory;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private ToolCatalog? catalog;
    private Task coming = Task.CompletedTask;
    private ImmutableArray<ITool> arrived = [];

    private FormulaTools(ProviderSettings provider, string folder, TimeProvider time, ILogger logger)
    {
        this.formulas = provider.Formulas;
        this.endpoint = new FormulaEndpoint(provider);
        this.http = new FormulaHttp(this.endpoint, time);
        this.memory = new FormulaMemory(new PrivateFolder(folder, time));
        this.time = time;
        this.logger = logger;
    }

    /// <param name="provider">Of the session's model.</param>
    /// <param name="folder">Where lists of functions are kept, for example <c>~/.editoragent/formulas</c>.</param>
    /// <param name="time">For limits.</param>
    /// <param name="logger">Learns what could not be had.</param>
    /// <returns>Null where the provider has no formulas.</returns>
    /// <exception cref="ConfigurationException">The provider's address or key cannot be used.</exception>
    public static FormulaTools? For(ProviderSettings provider, string folder, TimeProvider time, ILogger logger) =>
        provider.Formulas.IsDefaultOrEmpty ? null : new FormulaTools(provider, folder, time, logger);

    /// <summary>The tools that are known from an earlier time, for the catalog's beginning. Reads the disk, never the network.</summary>
    /// <param name="taken">Names that are not to be had any more; those of built-in tools always win.</param>
    public ImmutableArray<ITool> Remembered(IEnumerable<string> taken)
    {
        var found = new List<FormulaFunction>();
        foreach (var formula in this.formulas)
        {
            try
            {
                if (this.memory.Read(this.endpoint.BaseUrl, formula) is { } body)
                {
                    found.AddRange(FormulaListing.Read(formula, body).Functions);
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormulaException)
            {
                this.LogForgotten(formula, unreadable.Message);
            }
        }

        return this.ToolsOf(found, taken);
    }

    /// <summary>Begins to ask the service; returns at once.</summary>
    /// <param name="growing">What the tools join.</param>
    public void Start(ToolCatalog growing)
    {
        this.catalog = growing;
        this.coming = Task.Run(() => this.FetchAllAsync(this.ending.Token), CancellationToken.None);
    }

    public ValueTask BeginTurnAsync(CancellationToken cancellationToken)
    {
        this.Join();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<ITool?> FindAsync(string toolName, CancellationToken cancellationToken)
    {
        if (!this.coming.IsCompleted)
        {
            await Task.WhenAny(this.coming, Task.Delay(LongestWait, this.time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        this.Join();
        return this.catalog?.Find(toolName);
    }

    public async ValueTask DisposeAsync()
    {
        await this.ending.CancelAsync();
        await this.coming;
        this.http.Dispose();
        this.ending.Dispose();
    }

    /// <summary>What has come by now, as far as its names are free.</summary>
    private void Join()
    {
        if (this.catalog is not { } growing)
        {
            return;
        }

        lock (this.gate)
        {
            ImmutableArray<ITool> news = [.. this.arrived.Where(tool => growing.Find(tool.Definition.Name) is null)];
            try
            {
                growing.Append(news);
            }
            catch (ArgumentException)
            {
                // Another took one of the names just now; the next turn tries with what is left.
                this.LogLate();
            }
        }
    }

    private async Task FetchAllAsync(CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(this.formulas.Select(formula => this.FetchAsync(formula, cancellationToken)));
        var tools = this.ToolsOf(lists.SelectMany(list => list), []);
        lock (this.gate)
        {
            this.arrived = tools;
        }
    }

    private async Task<ImmutableArray<FormulaFunction>> FetchAsync(string formula, CancellationToken cancellationToken)
    {
        try
        {
            var (status, body) = await this.http.GetAsync(this.endpoint.Tools(formula), cancellationToken);
            if (status is < 200 or >= 300)
            {
                throw new FormulaException($"{this.endpoint.Host} answers with HTTP {status}");
            }

            var (functions, leftOut) = FormulaListing.Read(formula, body);
            foreach (var one in leftOut)
            {
                this.LogLeftOut(formula, one);
            }

            this.memory.Write(this.endpoint.BaseUrl, formula, body);
            return functions;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception failure) when (failure is FormulaException or IOException or UnauthorizedAccessException)
        {
            this.LogUnavailable(formula, this.endpoint.Redact(failure.Message));
            return [];
        }
    }

    private ImmutableArray<ITool> ToolsOf(IEnumerable<FormulaFunction> functions, IEnumerable<string> taken)
    {
        var names = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        var tools = ImmutableArray.CreateBuilder<ITool>();
        foreach (var function in functions)
        {
            if (names.Add(function.Definition.Name))
            {
                tools.Add(new FormulaTool(function, this.endpoint, this.http));
                continue;
            }

            this.LogLeftOut(function.Formula, $"{function.Definition.Name}, a name that another tool has");
        }

        return tools.ToImmutable();
    }

    [LoggerMessage(1, LogLevel.Warning, "The formula {Formula} is not there: {Reason}")]
    private partial void LogUnavailable(string formula, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Of the formula {Formula} is left out: {Reason}")]
    private partial void LogLeftOut(string formula, string reason);

    [LoggerMessage(3, LogLevel.Warning, "What was known of the formula {Formula} is not used: {Reason}")]
    private partial void LogForgotten(string formula, string reason);

    [LoggerMessage(4, LogLevel.Debug, "A formula's tools wait for the next turn")]
    private partial void LogLate();
}
