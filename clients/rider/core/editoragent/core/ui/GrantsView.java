package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.acp.Grant;
import java.util.List;
import java.util.Optional;

/** What was allowed for longer than one call, letter by letter, and the way to take it back. */
final class GrantsView extends Column {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final Words state = Words.faint("");
    private final Column list = new Column(6);

    GrantsView(Agent agent) {
        super(Look.GAP);
        this.agent = agent;
        this.setName("editoragent.grants.view");
        this.state.setName("editoragent.grants.state");
        this.padded(8, 10, 12, 10);
        this.add(Words.of("These run without a question until you take them back. Deny rules always hold."));
        this.add(this.state);
        this.add(this.list);
    }

    void refresh() {
        this.state.show("Reading…");
        Edt.take(this.agent.grants(), this::show, this.state::show);
    }

    private void show(List<Grant> grants) {
        this.list.removeAll();
        grants.forEach(grant -> this.list.add(this.card(grant)));
        this.state.show(grants.isEmpty() ? "Nothing is allowed for longer than one call." : grants.size() == 1 ? "1 grant" : grants.size() + " grants");
        this.revalidate();
        this.repaint();
    }

    private Card card(Grant grant) {
        Words pattern = new Words(grant.pattern(), Look::text, Look::mono);
        pattern.setWrapStyleWord(false);
        pattern.setName("editoragent.grants.pattern");
        String files = grant.files() == 0 ? "" : grant.files() == 1 ? " · rests on 1 file" : " · rests on " + grant.files() + " files";
        String since = grant.grantedAt().map(Ago::of).filter(text -> !text.isEmpty()).map(text -> " · " + text).orElse("");
        Card card = new Card(4, Look::card, Look::border, pattern, Words.faint((grant.id().isPresent() ? "in this workspace" : "for this session") + since + files));
        Optional<String> id = grant.id();
        id.ifPresent(known -> {
            FlatButton revoke = new FlatButton("Revoke", "editoragent.grants.revoke", FlatButton.Rank.SECONDARY, () -> this.revoke(known)).said("Revoke " + grant.pattern());
            card.add(new WrapRow(6, revoke));
        });
        return card;
    }

    private void revoke(String id) {
        Edt.take(this.agent.revoke(id), done -> this.refresh(), this.state::show);
    }
}
