namespace EditorAgent.Core.Configuration;

/// <summary>Makes <see cref="ModelSettings"/> of merged settings; known models bring their window and their way of thinking.</summary>
internal sealed class ModelReader(SettingTable table)
{
    public ModelSettings Read(string alias)
    {
        var provider = table.Text("models", alias, "provider") ?? this.OnlyProvider(alias);
        if (!table.Providers.Contains(provider))
        {
            var hint = provider == "moonshot" ? "Set MOONSHOT_API_KEY or add [providers.moonshot]" : $"Add [{DottedKey.Of("providers", provider)}] or correct the name";
            throw this.Wrong(alias, $"names a provider that is not configured. {hint}", "provider");
        }

        var model = table.TextOr(alias, "models", alias, "model");
        var known = KimiModels.Find(model) ?? new ModelSettings { Alias = alias, Provider = provider, Model = model };
        return known with
        {
            Alias = alias,
            Provider = provider,
            ContextWindow = table.WholeNumber(known.ContextWindow, "models", alias, "context_window"),
            MaxCompletionTokens = table.WholeNumber(known.MaxCompletionTokens, "models", alias, "max_completion_tokens"),
            Thinking = table.Text("models", alias, "thinking") switch
            {
                "none" => ThinkingSupport.None,
                "switch" => ThinkingSupport.Switch,
                "always" => ThinkingSupport.Always,
                _ => known.Thinking,
            },
            ThinkingEnabled = table.Flag("models", alias, "thinking_enabled"),
            ThinkingKeep = table.Text("models", alias, "thinking_keep"),
            ThinkingEffort = table.Text("models", alias, "thinking_effort"),
            Price = this.Price(alias),
            Temperature = this.Temperature(alias, known),
            TakesImages = table.Flag("models", alias, "images") ?? known.TakesImages,
            Fallback = [.. table.NamesBelow("models", alias, "fallback").Select(index => table.Text("models", alias, "fallback", index)!)],
        };
    }

    /// <summary>A request that names it would be refused; the user's wish is not dropped without a word.</summary>
    private double? Temperature(string alias, ModelSettings known)
    {
        var wanted = table.Number("models", alias, "temperature");
        if (wanted is null || !known.HasFixedSampling)
        {
            return wanted;
        }

        table.Warn($"{table.OriginOf("models", alias, "temperature")}: {DottedKey.Of("models", alias, "temperature")} is not sent: the vendor has fixed it for {known.Model} and refuses any other. Remove it.");
        return null;
    }

    /// <summary>Half a price is none: a meter that leaves something out is worse than no meter.</summary>
    private ModelPrice? Price(string alias)
    {
        var input = this.Amount(alias, "price_input");
        var output = this.Amount(alias, "price_output");
        if (input is null || output is null)
        {
            return input is null && output is null ? null : throw this.Wrong(alias, "is missing. Write both price_input and price_output, for a million tokens", input is null ? "price_input" : "price_output");
        }

        var currency = table.Text("models", alias, "price_currency") ?? ModelPrice.UsualCurrency;
        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? new ModelPrice(input.Value, this.Amount(alias, "price_cached") ?? input.Value, output.Value, currency)
            : throw this.Wrong(alias, "must be a code of three capital letters, such as USD", "price_currency");
    }

    private decimal? Amount(string alias, string key) => table.Number("models", alias, key) switch
    {
        null => null,
        >= 0 and <= 1_000_000 and var amount => (decimal)amount,
        _ => throw this.Wrong(alias, "must be a number from 0 to 1000000", key),
    };

    private string OnlyProvider(string alias) => table.Providers is [var only]
        ? only
        : throw this.Wrong(alias, "is missing. Name one of your [providers.*]", "provider");

    private ConfigurationException Wrong(string alias, string complaint, string key) =>
        new($"{table.OriginOf("models", alias, key) switch
        {
            { Layer: ConfigurationLayer.Default } => table.OriginOf("models", alias),
            var origin => origin,
        }}: {DottedKey.Of("models", alias, key)} {complaint}.");
}
