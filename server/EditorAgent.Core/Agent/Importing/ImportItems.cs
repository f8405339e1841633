using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>What is found while a set-up is read, in the order in which it stands there.</summary>
internal sealed class ImportItems(ImportTarget target)
{
    private const int LongestText = 600;

    private readonly Lazy<ImmutableArray<PermissionRuleEntry>> rules = new(() => PermissionRuleReader.Read(target.Settings(), target.ConfigurationFile, ConfigurationLayer.User));

    private readonly ImmutableArray<ImportItem>.Builder items = ImmutableArray.CreateBuilder<ImportItem>();

    public ImportTarget Target => target;

    public ImmutableArray<ImportItem> All => this.items.ToImmutable();

    public void Take(string source, string what, string note, ImportChange change) => this.Add(source, what, ImportStanding.Taken, note, change);

    public void Use(string source, string what, string note) => this.Add(source, what, ImportStanding.InUse, note, null);

    public void Leave(string source, string what, string why) => this.Add(source, what, ImportStanding.NotTaken, why, null);

    /// <summary>A rule, unless a workspace may not have it or it has no form here.</summary>
    public void Rule(string source, string decision, string pattern, RuleDialect dialect) => this.Rule(source, $"rule {decision} {pattern}", decision, pattern, dialect);

    /// <param name="what">How it is written there.</param>
    public void Rule(string source, string what, string decision, string pattern, RuleDialect dialect)
    {
        var (patterns, why) = RuleTranslation.Of(decision, pattern, dialect);
        if (why is not null)
        {
            this.Leave(source, what, why);
        }
        else if (decision == "allow" && target.IsOfWorkspace)
        {
            this.Leave(source, what, "a workspace can deny and ask, not allow; put it into your own config.toml if you want it");
        }
        else if (patterns.All(made => this.rules.Value.Any(rule => rule.Decision == decision && rule.Pattern == made)))
        {
            this.Use(source, what, "config.toml says the same");
        }
        else
        {
            this.Take(source, what, $"{decision} {string.Join(", ", patterns)}", new ImportChange.Rules(decision, patterns));
        }
    }

    /// <summary>Everything is a stranger's text and may hold a key.</summary>
    private void Add(string source, string what, ImportStanding standing, string note, ImportChange? change) =>
        this.items.Add(new ImportItem(source, Shown(what), standing, Shown(note), change));

    private static string Shown(string text) => CanonicalText.Line(SecretMask.Of(text), LongestText).Text;
}
